import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery } from '../data/administration.ts';
import { foundQuery } from '../data/found.ts';
import { Card } from '../parts/card.tsx';
import { FormProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { type FoundPerson, type PersonKind, PersonRights } from './person-rights.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '12px 16px' },
  search: { flex: '1 1 220px', maxWidth: '360px' },
  found: { display: 'grid' },
  person: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '4px 16px',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none' },
  },
  beside: { color: tokens.colorNeutralForeground3 },
});

/** What a person may ask for: to see what is held, to be left out, to be erased. */
export function PersonRightsCard() {
  const styles = useStyles();
  const { t } = useLingui();
  const [kind, setKind] = useState<PersonKind>('contacts');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<FoundPerson | null>(null);
  const { found, error } = useFound(kind, search.trim());
  return (
    <Card
      title={t`What a person asks for`}
      caption={t`A copy of what is held on them, to be left out of all figures, or to be erased`}
    >
      {chosen !== null ? (
        <PersonRights
          person={chosen}
          onBack={() => {
            setChosen(null);
            setSearch('');
          }}
        />
      ) : (
        <>
          <div className={styles.row}>
            <Field label={t`Who it is`}>
              <Select
                value={kind}
                onChange={(_event, { value }) =>
                  setKind(value === 'leads' || value === 'users' ? value : 'contacts')
                }
              >
                <option value="contacts">{t`a contact`}</option>
                <option value="leads">{t`a lead`}</option>
                <option value="users">{t`one of us`}</option>
              </Select>
            </Field>
            <Field label={t`Part of the name`} className={styles.search}>
              <Input
                type="search"
                value={search}
                onChange={(_event, { value }) => setSearch(value)}
              />
            </Field>
          </div>
          <FormProblem error={error} />
          {search.trim() !== '' && found !== null && found.length === 0 && (
            <Nothing>
              <Trans>Nobody is called so.</Trans>
            </Nothing>
          )}
          {found !== null && found.length > 0 && (
            <ul className={styles.found}>
              {found.map((person) => (
                <li key={person.id} className={styles.person}>
                  <span>
                    {person.name}{' '}
                    {person.beside !== null && (
                      <span className={styles.beside}>· {person.beside}</span>
                    )}
                  </span>
                  <Button
                    size="small"
                    aria-label={t`Choose ${person.name}`}
                    onClick={() => setChosen(person)}
                  >
                    <Trans>Choose</Trans>
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

/** People whose name holds a text; null while there is no answer. */
function useFound(kind: PersonKind, search: string) {
  const isOurs = kind === 'users';
  const ours = useQuery({ ...peopleQuery, enabled: isOurs && search !== '' });
  const theirs = useQuery({
    ...foundQuery(isOurs ? 'contacts' : kind, search),
    enabled: !isOurs && search !== '',
  });
  if (search === '') return { found: null, error: null };
  if (isOurs) {
    const wanted = search.toLowerCase();
    const found = ours.data?.people
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, 8)
      .map(({ id, name }): FoundPerson => ({ kind, id, name, beside: null }));
    return { found: found ?? null, error: ours.error };
  }
  const found = theirs.data?.map((one): FoundPerson => ({ kind, ...one }));
  return { found: found ?? null, error: theirs.error };
}
