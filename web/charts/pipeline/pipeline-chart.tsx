import { makeStyles } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { About } from '../../../src/contract/api.ts';
import { grades } from '../../../src/model/vocabulary.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { useFormats } from '../../app/formats.tsx';
import { Hidden } from '../../parts/hidden.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { gradeWords } from '../../words.ts';
import { TableSwitch } from '../table-switch.tsx';
import { useWidth } from '../use-width.ts';
import { type Deal, type Look, lookOf } from './deal.ts';
import { frameOf } from './frame.ts';
import { LooksLegend } from './looks-legend.tsx';
import { Outside } from './outside.tsx';
import { PipelineTable } from './pipeline-table.tsx';
import { bubblesOf, laneCounts, outsideOf } from './place.ts';
import { Plot } from './plot.tsx';
import { radiiFor, radiusScale } from './radius.ts';
import { SizeKey } from './size-key.tsx';
import { Summary } from './summary.tsx';
import { useView } from './use-view.ts';
import { dayNumber, dayText, firstView, fullView, isFull, type View, zoomed } from './view.ts';
import { ZoomTools } from './zoom-tools.tsx';

const useStyles = makeStyles({
  pipeline: { display: 'grid', gap: '10px', minWidth: 0 },
  // Where both do not fit beside each other, the tools stand above.
  head: {
    display: 'flex',
    flexWrap: 'wrap-reverse',
    justifyContent: 'space-between',
    gap: '4px 12px',
    '& > :first-child': { flex: '1 1 300px' },
  },
  tools: { display: 'flex', marginLeft: 'auto', '@media print': { display: 'none' } },
  drawn: { display: 'grid', gap: '8px', minWidth: 0 },
});

type Props = {
  /** The rows of the list's current view: dealOf(row). */
  readonly deals: readonly Deal[];
  /** The day in the organisation's zone. */
  readonly today: string;
  readonly thresholds: About['grades'];
  /** In pixels; left out: 440, less on a phone. */
  readonly height?: number;
  readonly onOpen: (id: string) => void;
  /** A deal is pointed at or reached by keyboard; null: none. */
  readonly onHover?: (id: string | null) => void;
};

const nobody = () => {};

/**
 * The relationship pipeline: when deals are to close, how their relationships are, and what they are worth. Deals past
 * their date and without one stand in lanes of their own. Not to be shown where health is hidden.
 */
export function PipelineChart(props: Props) {
  const { deals, today, thresholds, onOpen, onHover = nobody } = props;
  const styles = useStyles();
  const { i18n } = useLingui();
  const summaryId = useId();
  const keysId = useId();
  const [element, width] = useWidth<HTMLDivElement>();
  const [hidden, setHidden] = useState<ReadonlySet<Look>>(() => new Set());
  const [isTable, setTable] = useState(false);
  const height = props.height ?? (width < 560 ? 400 : 460);

  const longest = Math.max(...grades.map((grade) => i18n._(gradeWords[grade]).length));
  const shown = useMemo(
    () => deals.filter(({ health }) => !hidden.has(lookOf(health))),
    [deals, hidden],
  );
  const byLook = useMemo(() => lookCounts(deals), [deals]);
  const byLane = useMemo(() => laneCounts(shown, today), [shown, today]);
  const { radius, frame, bubbles } = useMemo(() => {
    const worths = deals.map(({ worth }) => worth);
    // Of all deals, so that hiding a grade changes no size.
    const radii = radiiFor(width, deals.length);
    const scale = radiusScale(worths, radii);
    const box = frameOf({ width, height, longest }, laneCounts(shown, today), radii.most);
    return {
      radius: scale,
      frame: box,
      bubbles: bubblesOf(shown, { today, frame: box, radius: scale }),
    };
  }, [deals, shown, today, width, height, longest]);

  const { full, first } = useMemo(() => datesOf(deals, today), [deals, today]);
  const [view, change] = useView(first);
  useAnnouncedView(view);
  const onZoom = useCallback(
    (factor: number | null) =>
      change((now) => {
        if (factor === null) return full;
        return zoomed(now, full, { factor, around: (now.first + now.last) / 2 });
      }),
    [change, full],
  );
  const onToggle = useCallback((look: Look) => setHidden((now) => toggled(now, look)), []);

  return (
    <div ref={element} className={styles.pipeline}>
      <div className={styles.head}>
        <LooksLegend counts={byLook} hidden={hidden} onToggle={onToggle} />
        <div className={styles.tools}>
          {!isTable && <ZoomTools isFull={isFull(view, full)} onZoom={onZoom} />}
          <TableSwitch isTable={isTable} onSwitch={setTable} />
        </div>
      </div>
      {isTable && <PipelineTable deals={shown} today={today} />}
      {!isTable && shown.length === 0 && <NoDeals isFiltered={deals.length > 0} />}
      {!isTable && shown.length > 0 && width > 0 && (
        <div className={styles.drawn}>
          <Plot
            bubbles={bubbles}
            frame={frame}
            counts={byLane}
            today={today}
            thresholds={thresholds}
            seen={{ view, full, change }}
            describedBy={`${summaryId} ${keysId}`}
            onZoom={onZoom}
            onOpen={onOpen}
            onHover={onHover}
          />
          <Outside frame={frame} counts={outsideOf(bubbles, view)} seen={{ full, change }} />
          <SizeKey deals={deals} radius={radius} />
        </div>
      )}
      <Summary id={summaryId} looks={lookCounts(shown)} lanes={byLane} />
      <Hidden>
        <span id={keysId}>
          <Trans>
            Arrow keys go from one to the next, Enter opens, Escape lets go, plus and minus zoom, 0
            shows all dates.
          </Trans>
        </span>
      </Hidden>
    </div>
  );
}

function NoDeals({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <Nothing>
      {isFiltered ? (
        <Trans>Every grade is switched off. Switch one on above.</Trans>
      ) : (
        <Trans>No opportunity fits the filters of the list, so there is nothing to draw.</Trans>
      )}
    </Nothing>
  );
}

/** Says what is seen, once the dates have come to rest. */
function useAnnouncedView({ first, last }: View): void {
  const { t } = useLingui();
  const formats = useFormats();
  const announce = useAnnounce();
  const told = useRef(`${first} ${last}`);
  useEffect(() => {
    const key = `${first} ${last}`;
    if (told.current === key) return;
    const timer = setTimeout(() => {
      told.current = key;
      const [from, to] = [formats.day(dayText(first)), formats.day(dayText(last))];
      announce(t`Close dates from ${from} to ${to}`);
    }, 900);
    return () => clearTimeout(timer);
  }, [first, last, formats, announce, t]);
}

function datesOf(deals: readonly Deal[], today: string) {
  const closing = deals.flatMap(({ estimatedCloseDate: on }) =>
    on === null || on < today ? [] : [dayNumber(on)],
  );
  const now = dayNumber(today);
  return { full: fullView(now, closing), first: firstView(now, closing) };
}

function lookCounts(deals: readonly Deal[]): Readonly<Record<Look, number>> {
  const counts = { excellent: 0, good: 0, fair: 0, poor: 0, pending: 0, none: 0 };
  for (const { health } of deals) counts[lookOf(health)] += 1;
  return counts;
}

function toggled(hidden: ReadonlySet<Look>, look: Look): ReadonlySet<Look> {
  const next = new Set(hidden);
  if (!next.delete(look)) next.add(look);
  return next;
}
