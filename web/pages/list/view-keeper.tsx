import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { View } from '../../../src/contract/views.ts';
import { type Role, roles } from '../../../src/model/vocabulary.ts';
import type { ListSearch } from '../../app/list-search.ts';
import { useHas } from '../../data/session.ts';
import { useViewChanges, viewsQuery } from '../../data/views.ts';
import { problemText } from '../../problem-words.ts';
import { audienceWords } from './audience-words.ts';
import type { Usual } from './question.ts';
import { isChanged, searchOfView, viewQueryOf } from './views.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: '10px',
    margin: '10px 0 0',
    padding: '12px 8px 4px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  trouble: { color: 'var(--gradePoor)', fontSize: tokens.fontSizeBase200 },
});

type Props = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly usual: Usual;
  readonly columns: readonly string[];
  /** The saved view that is open. */
  readonly open: View | null;
  readonly mayShare: boolean;
  readonly onDone: () => void;
};

/** Saves what is on the screen as a view: filters, order, columns, list or pipeline; changes and removes one's own. */
export function ViewKeeper({ collection, search, usual, columns, open, mayShare, onDone }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { make, change, remove } = useViewChanges();
  const own = open?.mine === true ? open : null;
  const mayClear = useHas('administrator');
  const removable = own ?? (mayClear && open?.sharedWith != null ? open : null);
  const [isSure, setSure] = useState(false);
  // What others shared since the page was opened.
  useQuery({ ...viewsQuery, staleTime: 10_000 });
  const [name, setName] = useState(own?.name ?? '');
  const [sharedWith, setSharedWith] = useState<Role | null>(own?.sharedWith ?? null);
  const query = viewQueryOf(search, usual, columns);
  const trouble = [make, change, remove].find(({ error }) => error !== null)?.error ?? null;
  const isBusy = make.isPending || change.isPending || remove.isPending;
  const visit = (view: View) => {
    onDone();
    navigate({ to: '/$collection', params: { collection }, search: searchOfView(view) });
  };
  const isSame = own !== null && own.name === name && own.sharedWith === sharedWith;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ name, collection, query, sharedWith }, { onSuccess: visit });
      }}
    >
      <Field label={own === null ? t`Save this view as` : t`Name of the view`}>
        <Input value={name} maxLength={120} onChange={(_event, { value }) => setName(value)} />
      </Field>
      {mayShare && (
        <Field
          label={t`Seen by`}
          hint={t`Whoever opens it sees in it only the records that they may see anyway.`}
        >
          <Select
            value={sharedWith ?? ''}
            onChange={(_event, { value }) =>
              setSharedWith(roles.find((role) => role === value) ?? null)
            }
          >
            <option value="">{t`only me`}</option>
            {roles.map((role) => (
              <option key={role} value={role}>
                {i18n._(audienceWords[role])}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {trouble !== null && (
        <p role="alert" className={styles.trouble}>
          {problemText(trouble, i18n)}
        </p>
      )}
      <div className={styles.buttons}>
        {own !== null && (
          <Button
            appearance="primary"
            disabled={isBusy || name.trim() === '' || (isSame && !isChanged(search, own, columns))}
            onClick={() =>
              change.mutate({ key: own.key, name, query, sharedWith }, { onSuccess: visit })
            }
          >
            <Trans>Save changes</Trans>
          </Button>
        )}
        <Button
          type="submit"
          appearance={own === null ? 'primary' : 'secondary'}
          disabled={isBusy || name.trim() === '' || (own !== null && own.name === name)}
        >
          {own === null ? <Trans>Save view</Trans> : <Trans>Save as new view</Trans>}
        </Button>
        {removable !== null && (
          <Button
            appearance="subtle"
            disabled={isBusy}
            onClick={() => {
              // Others lose it, too.
              if (removable.sharedWith !== null && !isSure) {
                setSure(true);
                return;
              }
              remove.mutate(removable.key, {
                onSuccess: () => {
                  onDone();
                  navigate({
                    to: '/$collection',
                    params: { collection },
                    search: { ...search, view: undefined },
                  });
                },
              });
            }}
          >
            {isSure ? <Trans>Yes, delete it for all of them</Trans> : <Trans>Delete view</Trans>}
          </Button>
        )}
      </div>
    </form>
  );
}
