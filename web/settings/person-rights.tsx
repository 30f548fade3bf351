import { Button, Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Erased } from '../../src/contract/rights.ts';
import { HeldDownloads } from '../account/held-on-me.tsx';
import { LeaveOut } from '../account/leave-out.tsx';
import { optedOutQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Done } from '../parts/done.tsx';
import { FormFoot } from '../parts/form.tsx';

const useStyles = makeStyles({
  person: { display: 'grid', gap: '18px' },
  name: { fontSize: tokens.fontSizeBase400, fontWeight: 650 },
  part: { display: 'grid', gap: '8px' },
  told: { outline: 'none' },
  head: { fontWeight: 600 },
  text: {
    maxWidth: '72ch',
    color: tokens.colorNeutralForeground2,
    lineHeight: '20px',
    textWrap: 'pretty',
  },
});

export type PersonKind = 'contacts' | 'leads' | 'users';

export type FoundPerson = {
  readonly kind: PersonKind;
  readonly id: string;
  readonly name: string;
  readonly beside: string | null;
};

type Props = { readonly person: FoundPerson; readonly onBack: () => void };

/** The rights of one person, one below the other. */
export function PersonRights({ person, onBack }: Props) {
  const styles = useStyles();
  const [erased, setErased] = useState<Erased | null>(null);
  const path = `${person.kind}/${encodeURIComponent(person.id)}`;
  return (
    <div className={styles.person}>
      <FormFoot>
        <h3 className={styles.name}>{person.name}</h3>
        <Button size="small" appearance="subtle" onClick={onBack}>
          <Trans>Somebody else</Trans>
        </Button>
      </FormFoot>
      {erased !== null ? (
        <ErasedText erased={erased} />
      ) : (
        <>
          <div className={styles.part}>
            <h4 className={styles.head}>
              <Trans>A copy of what is held</Trans>
            </h4>
            <HeldDownloads path={path} />
          </div>
          <div className={styles.part}>
            <h4 className={styles.head}>
              <Trans>Left out of all figures</Trans>
            </h4>
            <LeaveOut path={path}>
              <Trans>
                Left out, activities with them do not count any more; no import undoes that.
              </Trans>
            </LeaveOut>
          </div>
          <Erase person={person} path={path} onErased={setErased} />
        </>
      )}
    </div>
  );
}

type EraseProps = {
  readonly person: FoundPerson;
  readonly path: string;
  readonly onErased: (erased: Erased) => void;
};

function Erase({ person, path, onErased }: EraseProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isSure, setSure] = useState(false);
  const erasing = useMutation({
    mutationFn: () => sent<Erased>('POST', `${path}/erasure`, { confirm: person.id }),
    onSuccess: (erased) => {
      setAsking(false);
      onErased(erased);
      // Of who is gone nothing is asked any more, though what asked for it is on the page until the next drawing.
      const [ofTheirs] = optedOutQuery(path).queryKey;
      const untouched: ReadonlySet<unknown> = new Set(['session', ofTheirs]);
      queries.invalidateQueries({ predicate: ({ queryKey }) => !untouched.has(queryKey[0]) });
    },
  });
  const { name } = person;
  return (
    <div className={styles.part}>
      <h4 className={styles.head}>
        <Trans>Erase everything</Trans>
      </h4>
      <p className={styles.text}>
        <Trans>
          Everything of them goes, also what was computed from it; they do not come in again. It
          cannot be undone.
        </Trans>
      </p>
      <FormFoot>
        <Button
          onClick={() => {
            setSure(false);
            setAsking(true);
          }}
        >
          <Trans>Erase …</Trans>
        </Button>
      </FormFoot>
      {isAsking && (
        <Confirm
          title={t`Erase ${name}?`}
          verb={t`Erase for good`}
          isBusy={erasing.isPending}
          isBlocked={!isSure}
          error={erasing.error}
          onConfirm={() => erasing.mutate()}
          onCancel={() => setAsking(false)}
        >
          <ul className={styles.part} style={{ listStyle: 'disc', paddingLeft: '18px' }}>
            <li>
              <Trans>
                The record of {name}, with all addresses that are theirs alone, is removed.
              </Trans>
            </li>
            <li>
              <Trans>
                Activities that have nobody left on one side are removed; from all others they are
                taken out.
              </Trans>
            </li>
            <li>
              <Trans>Figures are computed as if they had never been there.</Trans>
            </li>
            <li>
              <Trans>
                Kept are only a keyed fingerprint, so that no import brings them back, and a
                pseudonym in the audit log.
              </Trans>
            </li>
            {person.kind === 'users' && (
              <li>
                <Trans>They cannot sign in any more, and their records have no owner.</Trans>
              </li>
            )}
          </ul>
          <Checkbox
            label={t`I know that this cannot be undone`}
            checked={isSure}
            onChange={(_event, { checked }) => setSure(checked === true)}
          />
        </Confirm>
      )}
    </div>
  );
}

function ErasedText({ erased }: { readonly erased: Erased }) {
  const styles = useStyles();
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => told.current?.focus(), []);
  const { addresses, activities, participations, mentions } = erased.removed;
  return (
    <div className={mergeClasses(styles.part, styles.told)} ref={told} tabIndex={-1}>
      <Done>
        <Trans>Erased</Trans>
      </Done>
      <p className={styles.text}>
        <Trans>
          Addresses: {addresses} · activities removed: {activities} · activities that stay without
          them: {participations} · other mentions: {mentions}
        </Trans>
      </p>
      {erased.sharedWith.length > 0 && (
        <p className={styles.text}>
          <Plural
            value={erased.sharedWith.length}
            one="One other person has an address in common and keeps it. If it is the same person, erase them as well:"
            other="# other people have an address in common and keep it. If they are the same person, erase them as well:"
          />{' '}
          {erased.sharedWith.map(({ type, id }) => `${type} ${id}`).join(', ')}
        </p>
      )}
    </div>
  );
}
