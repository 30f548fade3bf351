import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CalendarCheckmarkRegular,
  CheckmarkCircleRegular,
  ClockDismissRegular,
  type FluentIcon,
  LockClosedRegular,
  PlugDisconnectedRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Rhythm } from '../../src/contract/rhythm.ts';
import { useFormats } from '../app/formats.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', gap: '8px', alignItems: 'center', fontSize: '18px', fontWeight: 650 },
  quiet: { color: 'var(--gradePoor)' },
  sentence: { maxWidth: '70ch', color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

const states: Readonly<
  Record<Rhythm['state'], { readonly icon: FluentIcon; readonly text: MessageDescriptor }>
> = {
  quiet: { icon: ClockDismissRegular, text: msg`Gone quiet` },
  withinRhythm: { icon: CheckmarkCircleRegular, text: msg`Within their rhythm` },
  tooRecent: { icon: CheckmarkCircleRegular, text: msg`In touch` },
  meetingBooked: { icon: CalendarCheckmarkRegular, text: msg`Quiet, but a meeting is booked` },
  notInSync: { icon: PlugDisconnectedRegular, text: msg`Quiet, as far as we know` },
  tooFewDays: { icon: QuestionCircleRegular, text: msg`No rhythm yet` },
  closed: { icon: LockClosedRegular, text: msg`Closed` },
};

/** Quiet or not, in a word and a sign. */
export function RhythmState({ rhythm: { state, on, today } }: { readonly rhythm: Rhythm }) {
  const styles = useStyles();
  const formats = useFormats();
  const { i18n } = useLingui();
  const { icon: Icon, text } = states[state];
  const word = i18n._(text);
  const day = formats.day(on);
  return (
    <p className={mergeClasses(styles.state, state === 'quiet' && styles.quiet)}>
      <Icon fontSize={22} aria-hidden />
      {on === today || state === 'closed' ? (
        word
      ) : (
        <Trans>
          {word}, as of {day}
        </Trans>
      )}
    </p>
  );
}

/** "Usually every 6 working days; now 21", and what is to be known besides. */
export function RhythmSentence({ rhythm }: { readonly rhythm: Rhythm }) {
  const styles = useStyles();
  const { state, usualGap, presentGap, endedFiles } = rhythm;
  const lastKnown = endedFiles.length === 0 ? null : rhythm.on;
  return (
    <p className={styles.sentence}>
      {state !== 'closed' && usualGap !== null && presentGap !== null && (
        <>
          <Gaps usual={usualGap} present={presentGap} lastKnown={lastKnown} />{' '}
        </>
      )}
      {state !== 'closed' && lastKnown !== null && (
        <>
          <Ended files={endedFiles} lastKnown={lastKnown} />{' '}
        </>
      )}
      <Why rhythm={rhythm} />
    </p>
  );
}

type GapProps = {
  readonly usual: number;
  readonly present: number;
  readonly lastKnown: string | null;
};

function Gaps({ usual, present, lastKnown }: GapProps) {
  const formats = useFormats();
  const [usually, now] = [formats.count(usual), formats.count(present)];
  if (lastKnown !== null) {
    const day = formats.day(lastKnown);
    return usual === 1 ? (
      <Trans>
        Usually every working day; {now} on {day}.
      </Trans>
    ) : (
      <Trans>
        Usually every {usually} working days; {now} on {day}.
      </Trans>
    );
  }
  return usual === 1 ? (
    <Trans>Usually every working day; now {now}.</Trans>
  ) : (
    <Trans>
      Usually every {usually} working days; now {now}.
    </Trans>
  );
}

function Why({ rhythm: { state, days, quietFrom, staleSources } }: { readonly rhythm: Rhythm }) {
  const formats = useFormats();
  const contactDays = days.length;
  const from = quietFrom === null ? null : formats.day(quietFrom);
  switch (state) {
    case 'quiet':
      return from === null ? null : <Trans>That is unusual since {from}.</Trans>;
    case 'withinRhythm':
    case 'tooRecent':
      return from === null ? null : (
        <Trans>Without contact it would be unusual from {from} on.</Trans>
      );
    case 'meetingBooked':
      return <Trans>They will be in touch at the meeting.</Trans>;
    case 'notInSync':
      return <Stale sources={staleSources} />;
    case 'tooFewDays':
      return (
        <Plural
          value={contactDays}
          one="There was contact on # day within two years; a rhythm takes three."
          other="There was contact on # days within two years; a rhythm takes three."
        />
      );
    case 'closed':
      return <Trans>It was closed then: nothing is awaited any more.</Trans>;
  }
}

type EndedProps = {
  readonly files: Rhythm['endedFiles'];
  /** The day on which the first of them ends. */
  readonly lastKnown: string;
};

/** The files end there: whether they have written since is not known, until a newer one is imported. */
function Ended({ files, lastKnown }: EndedProps) {
  const formats = useFormats();
  const [file] = files;
  if (file === undefined) return null;
  const { name } = file;
  const day = formats.day(lastKnown);
  return name === null ? (
    <Trans>
      The file that their contact came from knows nothing later than {day}; an administrator can
      import a newer one.
    </Trans>
  ) : (
    <Trans>
      The file that their contact came from, {name}, knows nothing later than {day}.{' '}
      <Link to="/settings/sources">Import a newer file.</Link>
    </Trans>
  );
}

/** What was not read lately: whether they have written since is not known. */
function Stale({ sources }: { readonly sources: Rhythm['staleSources'] }) {
  const formats = useFormats();
  const [source] = sources;
  if (source === undefined) return null;
  const name = source.name === null ? source.kind : `${source.name} (${source.kind})`;
  const readAt = source.syncedAt === null ? null : formats.instant(source.syncedAt);
  return readAt === null ? (
    <Trans>
      What their contact came from was never read to its end: {name}. Whether they have written
      since is not known.
    </Trans>
  ) : (
    <Trans>
      What their contact came from was last read on {readAt}: {name}. Whether they have written
      since is not known.
    </Trans>
  );
}
