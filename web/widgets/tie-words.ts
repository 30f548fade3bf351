import { msg, plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { IntroductionOutcome } from '../../src/contract/introductions.ts';
import type { Tie, TieLevelName } from '../../src/contract/ties.ts';
import { useMe } from '../data/session.ts';

/** What ties and what came of introductions are called. */

export type Customer = {
  readonly type: 'contact' | 'lead';
  readonly id: string;
  readonly name: string;
};

const levelWords = { strong: msg`strong`, fair: msg`fair`, weak: msg`weak` } as const;

export const outcomeWords = {
  asked: msg`waits for an answer`,
  accepted: msg`introduced`,
  declined: msg`declined`,
  lapsed: msg`lapsed without an answer`,
} as const satisfies Readonly<Record<IntroductionOutcome, unknown>>;

/** The name of a level, and what happened between two people: `3 meetings, 1 email`. */
export function useTieWords() {
  const { i18n } = useLingui();
  return {
    levelWord: (level: TieLevelName) => i18n._(levelWords[level]),
    happened: ({ email, appointment, phonecall, task }: Tie['counts']) =>
      [
        {
          count: appointment,
          text: msg`${plural(appointment, { one: '# meeting', other: '# meetings' })}`,
        },
        { count: phonecall, text: msg`${plural(phonecall, { one: '# call', other: '# calls' })}` },
        { count: email, text: msg`${plural(email, { one: '# email', other: '# emails' })}` },
        { count: task, text: msg`${plural(task, { one: '# task', other: '# tasks' })}` },
      ]
        .filter(({ count }) => count > 0)
        .map(({ text }) => i18n._(text))
        .join(', '),
  };
}

/** What asking for an introduction begins with: the organisation's own words, else ours in the viewer's language. */
export function useIntroductionTemplate(own: string | null): string {
  const { t } = useLingui();
  const [colleague, person, activities, me] = introductionMarks;
  return (
    own ??
    t`Hello ${colleague},

you know ${person} (${activities}). Could you introduce me? Two lines to both of us are enough, I take it from there.

Thank you
${me}`
  );
}

/** What a template may have in it: see introduction-text.ts. */
export const introductionMarks = ['{colleague}', '{person}', '{activities}', '{me}'] as const;

/** Whether the reader may ask a colleague (id): who works on records, is somebody of the CRM, and not that colleague. */
export function useMayAsk(): (user: string) => boolean {
  const { roles, userId } = useMe();
  const isWorker = roles.some((role) => role !== 'operations');
  return (user) => isWorker && userId !== null && userId !== user;
}
