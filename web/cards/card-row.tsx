import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular, MailRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { InsightCard } from '../../src/contract/cards.ts';
import { useFormats } from '../app/formats.tsx';
import type { Decision } from '../data/cards.ts';
import { collectionOf } from '../data/collections.ts';
import { HealthSign } from '../parts/health-sign.tsx';
import { phone } from '../parts/layout.ts';
import { CardText } from './card-text.tsx';
import { cardKindLooks } from './kinds.ts';
import { Snooze } from './snooze.tsx';
import { Why } from './why.tsx';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    alignItems: 'start',
    gap: '4px 14px',
    padding: '14px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
    [phone]: { gridTemplateColumns: '24px minmax(0, 1fr)' },
  },
  icon: { fontSize: '22px', color: tokens.colorNeutralForeground2 },
  urgent: { color: 'var(--gradePoor)' },
  text: { display: 'grid', gap: '4px', minWidth: 0 },
  sentence: {
    fontSize: '15px',
    lineHeight: '22px',
    fontWeight: 600,
    textWrap: 'pretty',
    overflowWrap: 'anywhere',
  },
  record: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 12px',
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  link: {
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
  tools: {
    display: 'flex',
    alignItems: 'center',
    gap: '2px',
    [phone]: { gridColumn: '2', flexWrap: 'wrap', marginLeft: '-6px' },
  },
  main: { marginRight: '6px' },
});

type Props = {
  readonly card: InsightCard;
  /** Today (`YYYY-MM-DD`) of the reader. */
  readonly today: string;
  /** On the record's own page there is no need to name it. */
  readonly isOnRecord?: boolean;
  readonly onDecide: (decision: Decision) => void;
};

/** A card: what it says, about what, what to do about it, and how to put it away. */
export function CardRow({ card, today, isOnRecord = false, onDecide }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { record, health, reason, write } = card;
  const { icon: Icon } = cardKindLooks[reason.code];
  const widget = widgetFor(card);
  const to = {
    to: '/$collection/$id',
    params: { collection: collectionOf[record.type], id: record.id },
    ...(widget === null ? {} : { hash: widget }),
  } as const;
  const { name } = record;
  return (
    <li className={styles.row}>
      <Icon className={mergeClasses(styles.icon, card.points >= 5 && styles.urgent)} aria-hidden />
      <div className={styles.text}>
        <p className={styles.sentence}>
          <CardText reason={reason} />
        </p>
        {!isOnRecord && (
          <div className={styles.record}>
            <Link {...to} className={styles.link}>
              {name}
            </Link>
            {record.account !== null && <span>{record.account.name}</span>}
            {record.estimatedValue !== null && (
              <span>{formats.money(record.estimatedValue, record.currency)}</span>
            )}
            <HealthSign health={health} />
          </div>
        )}
      </div>
      <div className={styles.tools}>
        {reason.code === 'news' && reason.url !== null && (
          <Button
            as="a"
            size="small"
            className={styles.main}
            href={reason.url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t`Read: ${reason.title}`}
          >
            <Trans context="to do">Read</Trans>
          </Button>
        )}
        {write !== null && reason.code !== 'news' && (
          <Button
            as="a"
            size="small"
            icon={<MailRegular />}
            className={styles.main}
            href={`mailto:${encodeURIComponent(write.address).replaceAll('%40', '@')}`}
            aria-label={t`Write an email to ${write.name}`}
          >
            <Trans>Write</Trans>
          </Button>
        )}
        <Why card={card} />
        <Snooze
          name={name}
          today={today}
          onSnooze={(until) => onDecide({ what: 'snooze', until })}
        />
        <Button
          appearance="subtle"
          icon={<CheckmarkRegular />}
          title={t`Done`}
          aria-label={t`Done: ${name}`}
          onClick={() => onDecide({ what: 'done' })}
        />
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          title={t`Dismiss`}
          aria-label={t`Dismiss: ${name}`}
          onClick={() => onDecide({ what: 'dismiss' })}
        />
      </div>
    </li>
  );
}

/** The widget of the record's page that tells more; null: there is none. What's New stands at accounts and contacts. */
function widgetFor({ reason: { code }, record: { type } }: InsightCard): string | null {
  const { widget } = cardKindLooks[code];
  return code === 'news' && type !== 'account' && type !== 'contact' ? null : widget;
}
