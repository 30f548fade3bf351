import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { phone } from './layout.ts';

const useStyles = makeStyles({
  title: {
    fontSize: '28px',
    lineHeight: '36px',
    fontWeight: 650,
    letterSpacing: '-0.02em',
    outline: 'none',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground1,
    [phone]: { fontSize: '23px', lineHeight: '30px' },
  },
});

let isFirstPage = true;

/**
 * The heading of a page, also in the window's title. Takes the focus when the page changes, so that keyboards and
 * screen readers begin where the eye does.
 */
export function PageTitle({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
  useEffect(() => {
    // The first page begins at the top, as every page of the web.
    // A dialog that is open keeps the focus: what is behind it is hidden from screen readers.
    const isInDialog = document.activeElement?.closest('[role$="dialog"]') != null;
    if (!isFirstPage && !isInDialog) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {children ?? title}
    </h1>
  );
}
