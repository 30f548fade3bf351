import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { Trans } from '@lingui/react/macro';
import { useConnection } from '../data/connection.ts';
import { notOnPaper, phone } from '../parts/layout.ts';
import { useFormats } from './formats.tsx';

const useStyles = makeStyles({
  // Above the page, so that nothing moves when it comes and goes.
  place: {
    position: 'fixed',
    bottom: '20px',
    left: '236px',
    right: 0,
    zIndex: 20,
    display: 'flex',
    justifyContent: 'center',
    padding: '0 20px',
    pointerEvents: 'none',
    [phone]: { left: 0, bottom: '12px', padding: '0 12px' },
    ...notOnPaper,
  },
  notice: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px 12px',
    maxWidth: '640px',
    minHeight: '32px',
    padding: '8px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    color: tokens.colorNeutralForegroundInverted,
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    boxShadow: tokens.shadow16,
    lineHeight: '20px',
    textWrap: 'pretty',
    pointerEvents: 'auto',
    '& > svg': { flex: '0 0 20px' },
  },
});

/** That the server cannot be heard, or has a newer page; nothing when all is as it should be. */
export function ConnectionNotice() {
  const styles = useStyles();
  const formats = useFormats();
  const { lostSince, isOutdated } = useConnection();
  const at = lostSince === null ? '' : formats.clock(lostSince);
  return (
    <div role="status" className={styles.place}>
      {lostSince !== null ? (
        <div className={styles.notice}>
          <PlugDisconnectedRegular fontSize={20} aria-hidden />
          <span>
            <Trans>
              No connection. You see what was known at {at}; it is brought up to date by itself.
            </Trans>
          </span>
        </div>
      ) : (
        isOutdated && (
          <div className={styles.notice}>
            <ArrowClockwiseRegular fontSize={20} aria-hidden />
            <Trans>Rapport was updated.</Trans>
            <Button size="small" onClick={() => location.reload()}>
              <Trans>Reload</Trans>
            </Button>
          </div>
        )
      )}
    </div>
  );
}
