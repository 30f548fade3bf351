import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState } from 'react';
import type { About } from '../../../src/contract/api.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Backdrop } from './backdrop.tsx';
import { BubbleCanvas } from './bubble-canvas.tsx';
import type { Lane } from './deal.ts';
import { DealCard } from './deal-card.tsx';
import { useDealWords } from './deal-words.ts';
import type { Frame, Span } from './frame.ts';
import { keysOf } from './keys.ts';
import { pointedAt, sortedByX } from './near.ts';
import { Overlay } from './overlay.tsx';
import { type Bubble, placedOf } from './place.ts';
import { type Point, useGestures } from './use-gestures.ts';
import type { ChangeView } from './use-view.ts';
import { showing, type View } from './view.ts';

const useStyles = makeStyles({
  plot: {
    position: 'relative',
    borderRadius: tokens.borderRadiusMedium,
    outline: 'none',
    userSelect: 'none',
    WebkitTapHighlightColor: 'transparent',
    // The page scrolls up and down under a finger; sideways and with two fingers it is the chart's.
    touchAction: 'pan-y',
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '2px',
    },
  },
});

type Props = {
  readonly bubbles: readonly Bubble[];
  readonly frame: Frame;
  readonly counts: Readonly<Record<Lane, number>>;
  readonly today: string;
  readonly thresholds: About['grades'];
  readonly seen: { readonly view: View; readonly full: View; readonly change: ChangeView };
  readonly describedBy: string;
  readonly onZoom: (factor: number | null) => void;
  readonly onOpen: (id: string) => void;
  readonly onHover: (id: string | null) => void;
};

/** The bubbles with what they answer to: pointing, tapping, walking from one to the next, zooming and choosing. */
export function Plot(props: Props) {
  const { bubbles, frame, today, thresholds, counts, seen, describedBy } = props;
  const styles = useStyles();
  const { t } = useLingui();
  const announce = useAnnounce();
  const words = useDealWords(today);
  const element = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [brush, setBrush] = useState<Span | null>(null);

  const { view, full, change } = seen;
  const placed = useMemo(() => placedOf(bubbles, view, frame), [bubbles, view, frame]);
  const finder = useMemo(() => lazy(() => sortedByX(placed)), [placed]);
  const active = useMemo(
    () => bubbles.find(({ deal }) => deal.id === activeId) ?? null,
    [bubbles, activeId],
  );
  const activePlaced = placed.find(({ bubble }) => bubble === active) ?? null;

  const choose = (bubble: Bubble | null) => {
    const id = bubble?.deal.id ?? null;
    if (id === activeId) return;
    setActiveId(id);
    props.onHover(id);
  };
  const under = (at: Point, reach: number) =>
    pointedAt(finder(), at, { reach, mostRadius: frame.pad })?.bubble ?? null;

  const gestures = useGestures({
    element,
    frame,
    view,
    full,
    change,
    onBrush: setBrush,
    onPoint: (at) => choose(at === null ? null : under(at, 6)),
    onTap: (at, isTouch) => {
      const bubble = under(at, isTouch ? 16 : 6);
      // A finger cannot point: its first tap tells, the second opens.
      if (bubble !== null && (!isTouch || bubble.deal.id === activeId))
        props.onOpen(bubble.deal.id);
      else choose(bubble);
    },
  });
  const onKeyDown = keysOf({
    bubbles,
    placed,
    active,
    onGo: (bubble) => {
      choose(bubble);
      announce(words.label(bubble.deal));
      const { day, lane } = bubble;
      if (lane === 'dated' && day !== null) change((now) => showing(now, full, day));
    },
    onOpen: ({ deal }) => props.onOpen(deal.id),
    onClear: () => choose(null),
    onZoom: props.onZoom,
  });
  const pointer = activePlaced === null ? 'default' : 'pointer';
  return (
    <div
      {...gestures}
      role="application"
      aria-label={t`Relationship pipeline`}
      aria-roledescription={t`chart`}
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself.
      tabIndex={0}
      className={styles.plot}
      style={{ width: frame.width, height: frame.height, cursor: pointer }}
      onKeyDown={onKeyDown}
      onBlur={() => choose(null)}
    >
      <Backdrop
        frame={frame}
        view={view}
        full={full}
        today={today}
        thresholds={thresholds}
        counts={counts}
      />
      <BubbleCanvas bubbles={bubbles} frame={frame} view={view} />
      <Overlay frame={frame} active={activePlaced} brush={brush} />
      {activePlaced !== null && brush === null && (
        <DealCard placed={activePlaced} frame={frame} today={today} />
      )}
    </div>
  );
}

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
