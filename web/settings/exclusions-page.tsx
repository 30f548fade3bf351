import { makeStyles } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../parts/card.tsx';
import { narrow } from '../parts/layout.ts';
import { ListEditor } from '../parts/list-editor.tsx';
import { PageFrame } from './page-frame.tsx';
import { useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'start',
    gap: '20px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** Whom and what is not counted, and who we are. */
export function ExclusionsPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  const { exclusions, internalDomains, sharedMailboxes } = draft.values;
  return (
    <PageFrame
      title={t`Exclusions`}
      lead={
        <Trans>
          What is listed here counts nowhere, also looking back: adding something recomputes
          everything that it touches, and taking it away brings the figures back as they were.
        </Trans>
      }
      draft={draft}
      fields={['exclusions', 'internalDomains', 'sharedMailboxes']}
    >
      <div className={styles.grid}>
        <Card
          title={t`Addresses`}
          caption={t`Activities with one of these do not count, such as those of a lawyer`}
        >
          <ListEditor
            name="exclusions.addresses"
            label={t`Address`}
            placeholder="name@example.com"
            items={exclusions.addresses}
            error={draft.error}
            onChange={(addresses) => draft.set({ exclusions: { ...exclusions, addresses } })}
          />
        </Card>
        <Card title={t`Domains`} caption={t`Everybody of a domain, such as a bank or an agency`}>
          <ListEditor
            name="exclusions.domains"
            label={t`Domain`}
            placeholder="example.com"
            items={exclusions.domains}
            error={draft.error}
            onChange={(domains) => draft.set({ exclusions: { ...exclusions, domains } })}
          />
        </Card>
        <Card
          title={t`Subjects`}
          caption={t`Activities whose subject holds one of these, in any case`}
        >
          <ListEditor
            name="exclusions.subjects"
            label={t`Part of a subject`}
            placeholder={t`out of office`}
            isOneWord={false}
            items={exclusions.subjects}
            error={draft.error}
            onChange={(subjects) => draft.set({ exclusions: { ...exclusions, subjects } })}
          />
        </Card>
        <Card
          title={t`Our domains`}
          caption={t`Who writes from here is one of us. Exact: a subdomain is listed on its own.`}
        >
          <ListEditor
            name="internalDomains"
            label={t`Domain of ours`}
            placeholder="example.com"
            items={internalDomains}
            error={draft.error}
            onChange={(domains) => draft.set({ internalDomains: domains })}
          />
        </Card>
        <Card
          title={t`Shared mailboxes`}
          caption={t`Addresses such as info@: what comes from them is ours, and nobody’s in particular`}
        >
          <ListEditor
            name="sharedMailboxes"
            label={t`Shared address`}
            placeholder="info@example.com"
            items={sharedMailboxes}
            error={draft.error}
            onChange={(mailboxes) => draft.set({ sharedMailboxes: mailboxes })}
          />
        </Card>
      </div>
    </PageFrame>
  );
}
