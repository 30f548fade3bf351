import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useFigureStyles } from './figure-style.ts';

const useStyles = makeStyles({
  button: {
    minHeight: '24px',
    padding: 0,
    border: 'none',
    font: 'inherit',
    letterSpacing: 'inherit',
    backgroundColor: 'transparent',
    cursor: 'pointer',
  },
});

type Props = {
  readonly onOpen: () => void;
  readonly label?: string;
  readonly children: ReactNode;
};

/** A figure that opens what it is made of in a dialog. */
export function FigureButton({ onOpen, label, children }: Props) {
  const { figure } = useFigureStyles();
  const { button } = useStyles();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={label}
      className={mergeClasses(figure, button)}
      onClick={onOpen}
    >
      {children}
    </button>
  );
}
