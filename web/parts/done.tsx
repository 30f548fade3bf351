import { makeStyles } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  done: { display: 'inline-flex', alignItems: 'center', gap: '6px', color: 'var(--gradeGood)' },
});

/** That something worked, beside the button that did it. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <span className={useStyles().done}>
      <CheckmarkCircleRegular fontSize={18} aria-hidden />
      {children}
    </span>
  );
}
