import { chanceOf } from './chance.ts';
import { colleagueOf, colleagues, excludedDomain, managers, sellers } from './company.ts';
import { letter, messageId } from './correspondence.ts';
import type { Customer } from './customers.ts';
import { type Mail, mailOf, type Person, replyTo } from './happenings.ts';
import { fictionalPhone } from './names.ts';
import { internalSubjects } from './wording.ts';
import { afterWork, instantAt, isWorkday, type Language, workdayUpTo } from './workdays.ts';

/** What every mailbox is full of and what must not count as contact with a customer. */
export function noise(
  customers: readonly Customer[],
  world: { readonly today: number; readonly language: Language },
): readonly Mail[] {
  const { today } = world;
  return [
    ...newsletters(today),
    ...internalMail(today),
    ...bounces(customers, today),
    ...lawyers(today),
    ...invitationToEverybody(customers, world),
    ...landlords(today),
  ];
}

const outside = (name: string, address: string, language: Language): Person => ({
  name,
  address,
  language,
  phone: fictionalPhone(language, 999),
});

const publishers = [
  {
    from: outside('Abfüllwelt', 'news@abfuellwelt.example', 'de'),
    every: 7,
    subject: 'Abfüllwelt der Woche',
    list: true,
  },
  {
    from: outside('The Filling Post', 'editor@fillingpost.example', 'en'),
    every: 7,
    subject: 'The week in filling',
    list: true,
  },
  {
    from: outside('Dichtungen Haffke', 'aktion@haffke-dichtungen.example', 'de'),
    every: 21,
    subject: 'Aktion: Dichtungen',
    list: false,
  },
  {
    from: outside('Valves & More', 'offers@valvesandmore.example', 'en'),
    every: 21,
    subject: 'Your monthly valve offer',
    list: false,
  },
] as const;

function newsletters(today: number): readonly Mail[] {
  return publishers.flatMap(({ from, every, subject, list }) => {
    const chance = chanceOf(`newsletter ${from.address}`);
    const readers = sellers[from.language].filter(() => chance.hit(0.7));
    const issues = Array.from(
      { length: Math.floor(720 / every) },
      (_, issue) => today - issue * every,
    );
    const domain = from.address.slice(from.address.indexOf('@') + 1);
    return issues.flatMap((day) =>
      readers.map((reader) =>
        mailOf({
          messageId: messageId(from, chance),
          at: instantAt(day, 6.2 + chance.real() * 0.2, from.language),
          from,
          to: [reader],
          subject,
          body: `${subject}\n`,
          headers: list
            ? { 'List-Id': `<news.${domain}>`, 'List-Unsubscribe': `<https://${domain}/off>` }
            : { Precedence: 'bulk' },
        }),
      ),
    );
  });
}

function internalMail(today: number): readonly Mail[] {
  const chance = chanceOf('internal mail');
  const everybody = [...colleagues.values()];
  const mails: Mail[] = [];
  for (let day = today - 725; day <= today; day += 1) {
    for (let left = chance.poisson(isWorkday(day, 'de') ? 0.9 : 0); left > 0; left -= 1) {
      const from = chance.pick(everybody);
      const to = chance.pick(everybody.filter((person) => person !== from));
      const first = mailOf({
        messageId: messageId(from, chance),
        at: instantAt(day, 8.5 + chance.real() * 8, from.language),
        from,
        to: [to],
        subject: chance.pick(internalSubjects[from.language]),
        body: letter(from, chance),
      });
      mails.push(first);
      if (chance.hit(0.4)) {
        const at = afterWork(first.at, chance.logNormal(60, 1), to.language);
        mails.push(
          replyTo(first, {
            messageId: messageId(to, chance),
            at,
            from: to,
            body: letter(to, chance),
          }),
        );
      }
    }
  }
  return mails;
}

/** Mail to people who have left their company comes back. */
function bounces(customers: readonly Customer[], today: number): readonly Mail[] {
  return customers.slice(12, 20).flatMap(({ account, people, language }) => {
    const chance = chanceOf(`bounce ${account.id}`);
    const former = people.at(-1);
    if (former === undefined) return [];
    const domain = former.address.slice(former.address.indexOf('@') + 1);
    const seller = colleagueOf(account.ownerId ?? '');
    const first = mailOf({
      messageId: messageId(seller, chance),
      at: instantAt(
        workdayUpTo(today - chance.int(20, 600), language),
        10 + chance.real(),
        language,
      ),
      from: seller,
      to: [outside('', `info-alt@${domain}`, language)],
      subject: language === 'de' ? 'Unsere neue Preisliste' : 'Our new price list',
      body: letter(seller, chance),
    });
    const daemon = outside('Mail Delivery System', `mailer-daemon@${domain}`, language);
    const bounce = mailOf({
      messageId: messageId(daemon, chance),
      at: first.at + 4000,
      from: daemon,
      to: [seller],
      subject: 'Undelivered Mail Returned to Sender',
      body: '--report\nContent-Type: message/delivery-status\n\nAction: failed\n--report--\n',
      inReplyTo: first.messageId,
      references: [first.messageId],
      headers: {
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="report"',
        'Auto-Submitted': 'auto-replied',
      },
    });
    return [first, bounce];
  });
}

function lawyers(today: number): readonly Mail[] {
  const chance = chanceOf('lawyers');
  const lawyer = outside('Kanzlei Sievers', `post@${excludedDomain}`, 'de');
  return [500, 410, 300, 180, 90, 31].map((age) =>
    mailOf({
      messageId: messageId(lawyer, chance),
      at: instantAt(workdayUpTo(today - age, 'de'), 11 + chance.real(), 'de'),
      from: lawyer,
      to: [managers.de],
      subject: 'Ihre Anfrage',
      body: letter(lawyer, chance),
    }),
  );
}

/** The house fair: one message to more people than a conversation has. */
function invitationToEverybody(
  customers: readonly Customer[],
  { today, language }: { readonly today: number; readonly language: Language },
): readonly Mail[] {
  const chance = chanceOf('house fair');
  const from = managers[language];
  return [400, 45].map((age) =>
    mailOf({
      messageId: messageId(from, chance),
      at: instantAt(workdayUpTo(today - age, language), 9.25, language),
      from,
      to: [from],
      bcc: customers.slice(9).flatMap(({ people }) => people),
      subject: language === 'de' ? 'Einladung zur Hausmesse' : 'You are invited to our house fair',
      body: letter(from, chance),
    }),
  );
}

/** Marked as private: in Germany by a word in the subject, which the administrator has excluded; in England by a header. */
function landlords(today: number): readonly Mail[] {
  const chance = chanceOf('landlords');
  return [...sellers.de, ...sellers.en].map((person) => {
    const isGerman = person.language === 'de';
    const landlord = isGerman
      ? outside('Hausverwaltung Teichhof', 'mieter@teichhof.test', 'de')
      : outside('Teasel Lettings', 'office@teasel-lettings.test', 'en');
    const day = workdayUpTo(today - chance.int(10, 300), person.language);
    return mailOf({
      messageId: messageId(landlord, chance),
      at: instantAt(day, 12.5, person.language),
      from: landlord,
      to: [person],
      subject: isGerman ? '[privat] Nebenkosten' : 'Service charge',
      body: letter(landlord, chance),
      headers: isGerman ? {} : { Sensitivity: 'Private' },
    });
  });
}
