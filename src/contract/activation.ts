import { z } from 'zod';
import { emailSchema, nameSchema, passwordSchema } from './sign-in.ts';
import { filledText, instant } from './wire.ts';

/** The notice that comes before anything is read in, who accepted it, and who was told. Browser-safe. */

/** Grows when the notice says something else: it is then accepted, and read, anew. */
export const noticeVersion = 1;

export const noticeLanguages = ['en', 'de'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

type NoticeText = { readonly title: string; readonly paragraphs: readonly string[] };

/** What an administrator accepts for the organisation, and what everybody who signs in is told. */
export const notices: Readonly<Record<NoticeLanguage, NoticeText>> = {
  en: {
    title: 'Before anything is read in',
    paragraphs: [
      'Rapport reads who communicates with whom, when and how: from mail, calendars, calls and tasks of the sources that an administrator connects. It computes from that how customer relationships stand. It does not store what messages say; subjects can be switched off.',
      'It supports the team in caring for its customers. It must not be used for decisions on employment: not for hiring or dismissal, pay, promotion, appraisal or the supervision of individual people. It shows no comparison of colleagues, and none is to be made with its figures.',
      'Everybody whose communication is processed is told so: people of ours when they first sign in, with what is held on them and who looked; customers in the way that the organisation chooses. For each contact and lead can be noted when they were told and on what basis their data are processed.',
      'Everybody may ask what is held on them, object to it and have it erased. Communication can be left out: by address, domain or subject for all, by person for one’s own, and private conversations before they count.',
      'Whether the organisation may process this communication, and whether a works council, a data protection officer or an assessment of the consequences is needed first, is for the organisation to clear up. Whoever accepts says that it has done so.',
    ],
  },
  de: {
    title: 'Bevor etwas eingelesen wird',
    paragraphs: [
      'Rapport liest, wer mit wem wann und auf welchem Weg kommuniziert: aus E-Mails, Kalendern, Anrufen und Aufgaben der Quellen, die eine Administratorin oder ein Administrator anschließt. Daraus berechnet es, wie es um Kundenbeziehungen steht. Was in Nachrichten steht, speichert es nicht; Betreffzeilen lassen sich abschalten.',
      'Es hilft dem Team, sich um seine Kunden zu kümmern. Es darf nicht für Entscheidungen über Beschäftigung verwendet werden: nicht für Einstellung oder Kündigung, Vergütung, Beförderung, Beurteilung oder die Überwachung einzelner Personen. Es zeigt keinen Vergleich von Kolleginnen und Kollegen, und mit seinen Zahlen ist keiner anzustellen.',
      'Alle, deren Kommunikation verarbeitet wird, erfahren davon: eigene Leute bei der ersten Anmeldung, samt dem, was über sie gespeichert ist und wer es angesehen hat; Kunden auf dem Weg, den die Organisation wählt. Für jeden Kontakt und Lead lässt sich festhalten, wann sie informiert wurden und auf welcher Grundlage ihre Daten verarbeitet werden.',
      'Alle können fragen, was über sie gespeichert ist, widersprechen und es löschen lassen. Kommunikation lässt sich ausnehmen: nach Adresse, Domain oder Betreff für alle, nach Person für die eigene, und vertrauliche Unterhaltungen, bevor sie zählen.',
      'Ob die Organisation diese Kommunikation verarbeiten darf und ob zuvor Betriebsrat, Datenschutzbeauftragte oder eine Folgenabschätzung nötig sind, klärt die Organisation. Wer zustimmt, erklärt, dass das geschehen ist.',
    ],
  },
};

const noticeSchema = z
  .object({
    version: z.number().int(),
    texts: z.record(
      z.enum(noticeLanguages),
      z.object({ title: z.string(), paragraphs: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'Notice' });

/** GET /api/v1/activation. */
export const activationSchema = z
  .object({
    active: z.boolean().meta({ description: 'Whether anything can be read in' }),
    notice: noticeSchema,
    accepted: z
      .array(
        z.object({
          noticeVersion: z.number().int(),
          acceptedAt: z.string(),
          by: z.string().nullable().meta({ description: 'null: somebody since erased' }),
        }),
      )
      .meta({ description: 'Latest first' }),
    demo: z.boolean().meta({ description: 'The data are those of the demo company' }),
    administratorNeeded: z.boolean().meta({
      description:
        'The demo is entered by one click, which ends with the activation: it has to name an administrator who signs in with a password, on the machine itself (else: rapport activate, rapport set-up)',
    }),
  })
  .meta({ id: 'Activation' });

/** POST /api/v1/activation. 409 `notice_changed`, 422 `administrator_needed`, `password_unfit`. */
export const activateSchema = z.strictObject({
  noticeVersion: z.number().int().meta({ description: 'The version that was read' }),
  accept: z.literal(true, { error: 'true: nothing else activates' }),
  administrator: z
    .strictObject({
      email: emailSchema,
      name: nameSchema,
      password: passwordSchema,
    })
    .optional()
    .meta({ description: 'Needed when `administratorNeeded`' }),
});

/** GET and POST /api/v1/me/notice: read once by everybody who signs in. */
export const ownNoticeSchema = z
  .object({
    notice: noticeSchema,
    readAt: z.string().nullable().meta({ description: 'When this version was read' }),
    due: z.boolean().meta({
      description:
        'Whether it is to be read now: the product is in use, and this person has not read it',
    }),
  })
  .meta({ id: 'OwnNotice' });
export const noticeReadSchema = z.strictObject({ version: z.number().int() });

/** GET and PUT /api/v1/{contacts|leads}/{id}/notice: when they were told, and on what basis their data are processed. */
export const noticedCollectionSchema = z.enum(['contacts', 'leads']);
export const personNoticeSchema = z
  .object({
    toldAt: z.string().nullable(),
    basis: z.string().nullable(),
    notedAt: z.string().nullable(),
    notedBy: z.string().nullable(),
  })
  .meta({ id: 'PersonNotice' });
export const personNoticeChangeSchema = z.strictObject({
  toldAt: instant,
  basis: filledText.max(500, { error: 'the basis, in at most 500 characters' }),
});

export type PersonNotice = z.output<typeof personNoticeSchema>;
export type Activation = z.output<typeof activationSchema>;
