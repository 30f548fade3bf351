import { Plural, Trans } from '@lingui/react/macro';
import { useFormats } from '../app/formats.tsx';

/** What cards and lists of records say alike. */
export type SharedReason =
  | { readonly code: 'waitingForUs'; readonly turns: number; readonly since: string }
  | { readonly code: 'closeDateMissed'; readonly on: string; readonly days: number }
  | { readonly code: 'closeDateNear'; readonly on: string; readonly days: number }
  | { readonly code: 'noActivity'; readonly days: number | null };

/** A reason in a sentence, the same wherever it stands. */
export function SharedSentence({ reason }: { readonly reason: SharedReason }) {
  const formats = useFormats();
  switch (reason.code) {
    case 'waitingForUs': {
      const since = formats.instantDay(reason.since);
      return (
        <Plural
          value={reason.turns}
          one={`They wait for an answer of ours; they last got in touch on ${since}.`}
          other={`They wait for # answers of ours; they last got in touch on ${since}.`}
        />
      );
    }
    case 'closeDateMissed': {
      const day = formats.day(reason.on);
      return (
        <Plural
          value={reason.days}
          one={`Its close date was yesterday, ${day}.`}
          other={`Its close date, ${day}, passed # days ago.`}
        />
      );
    }
    case 'closeDateNear': {
      const day = formats.day(reason.on);
      return (
        <Plural
          value={reason.days}
          _0={`It is to close today, ${day}.`}
          one={`It is to close tomorrow, ${day}.`}
          other={`It is to close in # days, ${day}.`}
        />
      );
    }
    case 'noActivity':
      return reason.days === null ? (
        <Trans>Nothing has happened on it yet.</Trans>
      ) : (
        <Plural
          value={reason.days}
          one="Nothing has happened on it for # day."
          other="Nothing has happened on it for # days."
        />
      );
  }
}
