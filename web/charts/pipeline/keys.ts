import type { KeyboardEvent } from 'react';
import { neighbour, walkOrder } from './near.ts';
import type { Bubble, Placed } from './place.ts';

type Hands = {
  readonly bubbles: readonly Bubble[];
  readonly placed: readonly Placed[];
  readonly active: Bubble | null;
  readonly onGo: (bubble: Bubble) => void;
  readonly onOpen: (bubble: Bubble) => void;
  readonly onClear: () => void;
  readonly onZoom: (factor: number | null) => void;
};

/**
 * The keys of the chart: left and right walk by date, up and down to the nearest in health, Home and End to the ends,
 * Enter opens, Escape lets go, + and - zoom, 0 shows everything.
 */
export function keysOf(hands: Hands) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!press(event.key, hands)) return;
    event.preventDefault();
  };
}

/** Whether the key means something here. */
function press(key: string, hands: Hands): boolean {
  const { active, onOpen, onClear, onZoom } = hands;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
    case 'Home':
    case 'End': {
      const next = nextOf(key, hands);
      if (next !== null) hands.onGo(next);
      return true;
    }
    case 'Enter':
    case ' ':
      if (active !== null) onOpen(active);
      return active !== null;
    case 'Escape':
      if (active !== null) onClear();
      return active !== null;
    case '+':
    case '=':
      onZoom(1.5);
      return true;
    case '-':
      onZoom(1 / 1.5);
      return true;
    case '0':
      onZoom(null);
      return true;
    default:
      return false;
  }
}

function nextOf(key: string, { bubbles, placed, active }: Hands): Bubble | null {
  const order = walkOrder(bubbles);
  if (key === 'Home') return order[0] ?? null;
  if (key === 'End') return order.at(-1) ?? null;
  if (active === null) {
    const seen = new Set(placed.map(({ bubble }) => bubble));
    return order.find((one) => seen.has(one)) ?? order[0] ?? null;
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const from = placed.find(({ bubble }) => bubble.deal.id === active.deal.id);
    if (from === undefined) return null;
    return neighbour(placed, from, key === 'ArrowUp' ? 'up' : 'down')?.bubble ?? null;
  }
  const place = order.findIndex(({ deal }) => deal.id === active.deal.id);
  return order[place + (key === 'ArrowRight' ? 1 : -1)] ?? null;
}
