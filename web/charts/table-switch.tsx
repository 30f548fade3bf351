import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { TableRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { notOnPaper } from '../parts/layout.ts';

type SwitchProps = { readonly isTable: boolean; readonly onSwitch: (isTable: boolean) => void };

/** Between a chart and the same figures as a table. */
export function TableSwitch({ isTable, onSwitch }: SwitchProps) {
  const { t } = useLingui();
  const styles = useStyles();
  return (
    <ToggleButton
      className={styles.switch}
      appearance="subtle"
      icon={<TableRegular />}
      checked={isTable}
      aria-label={t`View as table`}
      title={t`View as table`}
      onClick={() => onSwitch(!isTable)}
    />
  );
}

const useStyles = makeStyles({
  switch: notOnPaper,
  frame: { maxHeight: '260px', overflow: 'auto', scrollbarWidth: 'thin' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: '7px 10px',
      textAlign: 'right',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      whiteSpace: 'nowrap',
    },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
    '& thead th': {
      position: 'sticky',
      top: 0,
      fontWeight: 500,
      whiteSpace: 'normal',
      verticalAlign: 'bottom',
      color: tokens.colorNeutralForeground2,
      backgroundColor: 'var(--cardBackground)',
    },
    '& tbody th': { fontWeight: 400 },
  },
});

type TableProps = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
};

/** The figures of a chart in rows; the first cell of each row names it. */
export function FigureTable({ label, heads, rows }: TableProps) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.frame} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, place) => (
                <td key={heads[place + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
