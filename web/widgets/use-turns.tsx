import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { TurnsQuestion } from '../data/turns.ts';

type Turns = {
  readonly open: (question: TurnsQuestion) => void;
  /** Null while it is closed. */
  readonly dialog: ReactNode;
};

/** The turns behind a response time or rate: how to open them, and the dialog that shows them. */
export function useTurns(analytics: Analytics): Turns {
  const [opened, open] = useState<TurnsQuestion | null>(null);
  const dialog =
    opened === null ? null : (
      <Suspense>
        <TurnsDialog analytics={analytics} question={opened} onClose={() => open(null)} />
      </Suspense>
    );
  return { open, dialog };
}

const TurnsDialog = lazy(async () => ({
  default: (await import('./turns-dialog.tsx')).TurnsDialog,
}));
