import { type Command, Option } from 'commander';
import { audit } from '../audit/record.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import {
  type NoticeLanguage,
  noticeLanguages,
  notices,
  noticeVersion,
} from '../contract/activation.ts';
import { activate, activationIn } from '../settings/activation.ts';
import { openStore } from '../store.ts';

type Options = {
  readonly name?: string;
  readonly accept?: boolean;
  readonly language: NoticeLanguage;
};

/** `activate`: prints the notice; with a name and --accept it is accepted for the organisation, and imports may begin. */
export function activateCommand(program: Command): void {
  program
    .command('activate')
    .description('read the notice and accept it for the organisation, before anything is read in')
    .option('--name <name>', 'who accepts it')
    .option('--accept', 'what the notice says was read and is accepted')
    .addOption(
      new Option('--language <language>', 'of the notice')
        .choices([...noticeLanguages])
        .default('en'),
    )
    .action(async ({ name = '', accept = false, language }: Options) => {
      const { title, paragraphs } = notices[language];
      process.stdout.write(`${[title, ...paragraphs].join('\n\n')}\n\n`);
      if (!accept || name.trim() === '') {
        process.stdout.write('To accept it: rapport activate --name "Your name" --accept\n');
        return;
      }
      const store = await openStore(loadConfig(), () => {});
      try {
        const by = await store.database.transaction(async (session) => {
          await activate(session, {
            version: noticeVersion,
            by: { name: name.trim() },
            now: systemClock(),
          });
          await audit(session, {
            at: systemClock(),
            actor: 'command line',
            action: 'activated',
            details: { noticeVersion },
          });
          return (await activationIn(session))?.by ?? '';
        });
        process.stdout.write(`Accepted by ${by}. Imports may begin.\n`);
      } finally {
        await store.close();
      }
    });
}
