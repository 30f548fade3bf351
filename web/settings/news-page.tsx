import { Field, Input, makeStyles, Switch } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { newsLimits, searchPlace } from '../../src/contract/limits.ts';
import { Card } from '../parts/card.tsx';
import { useFieldProblem } from '../parts/form.tsx';
import { AutomaticState } from './automatic-state.tsx';
import { FeedsCard } from './feeds-card.tsx';
import { PageFrame } from './page-frame.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: '14px' },
  short: { maxWidth: '220px' },
  switch: { margin: '0 -8px' },
});

/** Where news about accounts come from, and how long they are kept. */
export function NewsPage() {
  const { t } = useLingui();
  const draft = useDraft();
  return (
    <PageFrame
      title={t`News`}
      lead={
        <Trans>
          What is published about your accounts, shown on their pages and on those of their people.
          Only public addresses are fetched, and everything is shown as plain text.
        </Trans>
      }
      draft={draft}
      fields={['news']}
    >
      <Search draft={draft} />
      <Sites draft={draft} />
      <FeedsCard />
      <Keeping draft={draft} />
    </PageFrame>
  );
}

function Search({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error);
  const { news } = draft.values;
  const service = URL.parse(news.searchUrl)?.host ?? news.searchUrl;
  return (
    <Card
      title={t`News search`}
      caption={t`Asks a search service once a day for each account, by its name and domain`}
    >
      <div className={styles.fields}>
        <div>
          <Switch
            className={styles.switch}
            checked={news.search}
            label={t`Search at ${service}, which is then told the names and domains of all accounts`}
            onChange={(_event, { checked }) => draft.set({ news: { ...news, search: checked } })}
          />
          <AutomaticState kind="search" />
        </div>
        <Field
          label={t`Address of the search`}
          hint={t`Begins with https://; the name and domain take the place of ${searchPlace}`}
          {...problem('news.searchUrl')}
        >
          <Input
            type="url"
            value={news.searchUrl}
            onChange={(_event, { value }) => draft.set({ news: { ...news, searchUrl: value } })}
          />
        </Field>
      </div>
    </Card>
  );
}

function Sites({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const { news } = draft.values;
  return (
    <Card
      title={t`Accounts’ own sites`}
      caption={t`Reads the feed that an account’s website names, twice a day; the site sees that somebody looks`}
    >
      <div>
        <Switch
          className={styles.switch}
          checked={news.sites}
          label={t`Read the feeds of accounts’ own sites`}
          onChange={(_event, { checked }) => draft.set({ news: { ...news, sites: checked } })}
        />
        <AutomaticState kind="site" />
      </div>
    </Card>
  );
}

function Keeping({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error);
  const { news } = draft.values;
  const { min, max } = newsLimits.keepDays;
  return (
    <Card title={t`How long news are kept`} caption={t`Days since it was published`}>
      <Field
        label={t`Remove after so many days`}
        className={styles.short}
        {...problem('news.keepDays')}
      >
        <Input
          type="number"
          min={min}
          max={max}
          value={String(news.keepDays)}
          onChange={(_event, { value }) => {
            const keepDays = Number(value);
            if (value !== '' && Number.isInteger(keepDays))
              draft.set({ news: { ...news, keepDays } });
          }}
        />
      </Field>
    </Card>
  );
}
