import { makeStyles, tokens } from '@fluentui/react-components';
import { PersonRegular, WarningRegular } from '@fluentui/react-icons';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { Coverage } from '../../src/contract/engagement.ts';
import { useFormats } from '../app/formats.tsx';
import { recordPeopleQuery } from '../data/record-people.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { places } from './places.ts';

const useStyles = makeStyles({
  sides: { display: 'grid', gap: '18px' },
  line: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: '12px' },
  heading: { fontSize: '14px', fontWeight: 600 },
  number: { fontSize: '22px', fontWeight: 650, letterSpacing: '-0.02em' },
  people: { display: 'flex', flexWrap: 'wrap', gap: '2px', paddingTop: '6px' },
  text: {
    paddingTop: '6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  warning: {
    display: 'flex',
    gap: '6px',
    alignItems: 'center',
    paddingTop: '6px',
    fontWeight: 600,
    color: 'var(--gradePoor)',
  },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** On how many people a relationship rests, on each side. */
export function CoverageWidget({ collection, analytics, asOf, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const query = useQuery(recordPeopleQuery({ collection, id: analytics.record.id, asOf }));
  const day = formats.instantDay(analytics.asOf);
  return (
    <Card
      id={places.coverage}
      title={t`Coverage`}
      className={className}
      caption={t`On how many people it rests: effective number of people in the 180 days before ${day}`}
      how={
        <Trans>
          One divided by the sum of the squared shares of each person in what counts, tasks left
          out: two people with equal shares are 2, one who does nearly everything is little more
          than 1. Below 1.5 a side hangs on a single thread.
        </Trans>
      }
    >
      <Asked query={query} waiting={t`The coverage is computed`}>
        {(data) =>
          data.coverage.activities === 0 ? (
            <Nothing>
              <Trans>
                Nothing that counts has happened in these 180 days, so nobody carries it.
              </Trans>
            </Nothing>
          ) : (
            <div className={styles.sides}>
              <Side title={t`Their side`} side={data.coverage.theirs}>
                <Trans>
                  Get to know a second person: whoever leaves takes the relationship along.
                </Trans>
              </Side>
              <Side title={t`Our side`} side={data.coverage.ours}>
                <Trans>Bring a colleague in, so that it does not rest on one of us alone.</Trans>
              </Side>
            </div>
          )
        }
      </Asked>
    </Card>
  );
}

type SideProps = {
  readonly title: string;
  readonly side: Coverage['theirs'];
  /** What to do when it hangs on one person. */
  readonly children: ReactNode;
};

function Side({ title, side, children }: SideProps) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <div>
      <div className={styles.line}>
        <h3 className={styles.heading}>{title}</h3>
        <span className={styles.number}>
          {side.effective === null ? '–' : formats.points(side.effective)}
        </span>
      </div>
      <div className={styles.people} aria-hidden>
        {Array.from({ length: Math.min(12, side.people) }, (_, place) => (
          <PersonRegular
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
            key={place}
            fontSize={20}
            color={
              place < Math.round(side.effective ?? 0)
                ? tokens.colorBrandForeground1
                : tokens.colorNeutralStroke1
            }
          />
        ))}
      </div>
      <p className={styles.text}>
        <Plural value={side.people} one="# person took part." other="# people took part." />{' '}
        {side.singleThreaded && children}
      </p>
      {side.singleThreaded && (
        <p className={styles.warning}>
          <WarningRegular fontSize={16} aria-hidden />
          <Trans>Single-threaded</Trans>
        </p>
      )}
    </div>
  );
}
