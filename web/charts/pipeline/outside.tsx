import { Button, makeStyles } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { Plural } from '@lingui/react/macro';
import { phone } from '../../parts/layout.ts';
import type { Frame } from './frame.ts';
import type { ChangeView } from './use-view.ts';
import { moved, type View } from './view.ts';

const useStyles = makeStyles({
  outside: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '8px',
    minHeight: '24px',
    [phone]: { minHeight: '28px' },
  },
});

type Props = {
  readonly frame: Frame;
  readonly counts: { readonly before: number; readonly after: number };
  readonly seen: { readonly full: View; readonly change: ChangeView };
};

/** How many deals close before and after the dates that are seen; each goes there, as far as a page is wide. */
export function Outside({ frame, counts: { before, after }, seen: { full, change } }: Props) {
  const styles = useStyles();
  const { from, to } = frame.lanes.dated ?? { from: frame.gutter, to: frame.width };
  const page = (sign: number) =>
    change((now) => moved(now, full, sign * (now.last - now.first) * 0.8));
  if (before + after === 0) return null;
  return (
    <div
      className={styles.outside}
      style={{ marginLeft: from, marginRight: Math.max(0, frame.width - to) }}
    >
      {before > 0 ? (
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          onClick={() => page(-1)}
        >
          <Plural value={before} one="# earlier" other="# earlier" />
        </Button>
      ) : (
        <span />
      )}
      {after > 0 && (
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronRightRegular />}
          iconPosition="after"
          onClick={() => page(1)}
        >
          <Plural value={after} one="# later" other="# later" />
        </Button>
      )}
    </div>
  );
}
