import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  text: {
    maxWidth: '60ch',
    color: tokens.colorNeutralForeground2,
    lineHeight: tokens.lineHeightBase400,
    textWrap: 'pretty',
  },
});

/** Why there is nothing to see, and what to do about it. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={useStyles().text}>{children}</p>;
}
