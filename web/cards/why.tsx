import { makeStyles, tokens } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { InsightCard } from '../../src/contract/cards.ts';
import { useFormats } from '../app/formats.tsx';
import { Unfold } from '../parts/unfold.tsx';
import { cardKindLooks } from './kinds.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: '10px',
    maxWidth: '340px',
    lineHeight: '20px',
    textWrap: 'pretty',
  },
  name: { fontWeight: 600 },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

/** Why there is this card, and why it stands where it does. */
export function Why({ card }: { readonly card: InsightCard }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { name, when } = cardKindLooks[card.reason.code];
  const [points, value, priority] = [card.points, card.value, card.priority].map((number) =>
    formats.ratio(number),
  );
  return (
    <Unfold
      label={t`Why do I see this? ${card.record.name}`}
      face=""
      icon={<QuestionCircleRegular />}
      side="end"
    >
      {() => (
        <div className={styles.panel}>
          <p className={styles.name}>{i18n._(name)}</p>
          <p>{i18n._(when)}</p>
          <p>
            <Trans>
              Cards are ranked by urgency × what is at stake: {points} × {value} = {priority}. At
              stake is the value of the deal, or of the deals that rest on it, beside the median of
              your open deals.
            </Trans>
          </p>
          <Link to="/account" hash="cards" className={styles.link}>
            <Trans>Which cards you get</Trans>
          </Link>
        </div>
      )}
    </Unfold>
  );
}
