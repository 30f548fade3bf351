import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular, NavigationRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { Logo } from '../parts/logo.tsx';
import { Navigation } from './navigation.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '8px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: '16px',
    fontWeight: 650,
  },
  panel: {
    width: 'min(300px, 86vw)',
    height: '100dvh',
    maxHeight: 'none',
    margin: 0,
    padding: 0,
    border: 'none',
    fontSize: tokens.fontSizeBase300,
    fontWeight: 400,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    boxShadow: tokens.shadow64,
    '&[open]': { display: 'flex' },
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
  },
  close: { position: 'absolute', top: '20px', right: '12px' },
});

/** On a phone: the navigation behind a button, in the browser's own modal dialog. */
export function PhoneBar() {
  const styles = useStyles();
  const { t } = useLingui();
  const panel = useRef<HTMLDialogElement>(null);
  const close = () => panel.current?.close();
  return (
    <div className={styles.bar}>
      <Button
        appearance="subtle"
        size="large"
        icon={<NavigationRegular />}
        aria-label={t`Open navigation`}
        aria-haspopup="dialog"
        onClick={() => panel.current?.showModal()}
      />
      <Logo size={24} />
      Rapport
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; this is for the backdrop. */}
      <dialog
        ref={panel}
        className={styles.panel}
        aria-label={t`Main navigation`}
        onClick={({ target, currentTarget }) => {
          if (target === currentTarget) close();
        }}
      >
        <Button
          className={styles.close}
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t`Close navigation`}
          onClick={close}
        />
        <Navigation onLeave={close} />
      </dialog>
    </div>
  );
}
