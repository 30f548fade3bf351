import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { useAnnounce } from '../app/announcer.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '10px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  text: {
    margin: 0,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    lineHeight: '22px',
    userSelect: 'all',
  },
  copy: { justifySelf: 'start' },
});

type Props = { readonly secret: string; readonly children: ReactNode };

/** Something that is shown this once: what it is for, itself, and a button that copies it. */
export function ShownOnce({ secret, children }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const announce = useAnnounce();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
    announce(t`Copied`);
  };
  return (
    <div className={styles.box}>
      <p>{children}</p>
      <pre className={styles.text}>{secret}</pre>
      <Button
        size="small"
        className={styles.copy}
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
      >
        {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
      </Button>
    </div>
  );
}
