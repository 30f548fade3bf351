import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { phone } from './layout.ts';

const useStyles = makeStyles({
  place: { position: 'relative' },
  panel: {
    position: 'absolute',
    top: 'calc(100% + 6px)',
    zIndex: 5,
    boxSizing: 'border-box',
    width: 'max-content',
    minWidth: '240px',
    maxWidth: 'min(440px, 92vw)',
    maxHeight: 'min(70vh, 640px)',
    overflowY: 'auto',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `0 0 0 1px ${tokens.colorNeutralStroke2}, ${tokens.shadow16}`,
    scrollbarWidth: 'thin',
    [phone]: {
      position: 'fixed',
      inset: 'auto 0 0 0',
      width: '100%',
      maxWidth: 'none',
      maxHeight: '80vh',
      borderRadius: `${tokens.borderRadiusXLarge} ${tokens.borderRadiusXLarge} 0 0`,
    },
  },
  start: { left: 0 },
  end: { right: 0 },
});

type Props = {
  readonly label: string;
  /** What the button shows; left out: the label. */
  readonly face?: ReactNode;
  readonly icon?: Parameters<typeof Button>[0]['icon'];
  readonly className?: string | undefined;
  readonly side?: 'start' | 'end';
  readonly appearance?: 'subtle' | 'outline' | 'transparent';
  /** What is in the panel. `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
};

/** A button that unfolds a panel below itself. Escape, a press outside and the button fold it again. */
export function Unfold(props: Props) {
  const { label, face, icon, className, side = 'start', appearance = 'subtle', children } = props;
  const styles = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    place.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    const fold = ({ target }: Event) => {
      if (target instanceof Node && place.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', fold);
    return () => document.removeEventListener('pointerdown', fold);
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard wherever the focus is in the panel.
    <div
      ref={place}
      className={styles.place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button
        appearance={appearance}
        className={className}
        {...(icon === undefined ? {} : { icon })}
        aria-label={label}
        {...(face === '' ? { title: label } : {})}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        {...(isOpen ? { 'aria-controls': id } : {})}
        onClick={() => setOpen(!isOpen)}
      >
        {face ?? label}
      </Button>
      {isOpen && (
        <div
          id={id}
          role="dialog"
          aria-label={label}
          className={`${styles.panel} ${side === 'start' ? styles.start : styles.end}`}
        >
          <Suspense fallback={null}>
            <Focused>{children(close)}</Focused>
          </Suspense>
        </div>
      )}
    </div>
  );
}

/** Puts the focus on the first thing that takes it. */
function Focused({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current
      ?.querySelector<HTMLElement>('input, select, button, a[href], [tabindex="0"]')
      ?.focus({ preventScroll: true });
  }, []);
  return <div ref={place}>{children}</div>;
}
