import type { ReactNode } from 'react';

/** One thing of the gallery in one of its cases. */
export type Case = {
  /** What is special about it. */
  readonly name: string;
  readonly show: ReactNode;
  /** Pixels; left out: 320. */
  readonly width?: number;
  /** Right to left: nothing may fall out of its box or lie upon another. */
  readonly isRightToLeft?: boolean;
};

/** A chart or part with its cases. */
export type Exhibit = { readonly title: string; readonly cases: readonly Case[] };
