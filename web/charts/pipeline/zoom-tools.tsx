import { Button, makeStyles } from '@fluentui/react-components';
import { ZoomFitRegular, ZoomInRegular, ZoomOutRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';

const useStyles = makeStyles({
  tools: { display: 'flex', '@media print': { display: 'none' } },
});

type Props = {
  readonly isFull: boolean;
  /** By a factor; null: everything. */
  readonly onZoom: (factor: number | null) => void;
};

/** Closer, further, everything. */
export const ZoomTools = memo(function ZoomTools({ isFull, onZoom }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const tools = [
    { label: t`Zoom in`, icon: <ZoomInRegular />, factor: 1.5, isOff: false },
    { label: t`Zoom out`, icon: <ZoomOutRegular />, factor: 1 / 1.5, isOff: isFull },
    { label: t`All dates`, icon: <ZoomFitRegular />, factor: null, isOff: isFull },
  ];
  return (
    <div className={styles.tools}>
      {tools.map(({ label, icon, factor, isOff }) => (
        <Button
          key={label}
          appearance="subtle"
          icon={icon}
          aria-label={label}
          title={label}
          // Not disabled for good: a button that goes while it is pressed would take the focus with it.
          disabledFocusable={isOff}
          onClick={() => onZoom(factor)}
        />
      ))}
    </div>
  );
});
