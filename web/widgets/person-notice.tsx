import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonNotice } from '../../src/contract/activation.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { useFormats } from '../app/formats.tsx';
import { sent } from '../data/client.ts';
import { personNoticeQuery } from '../data/notice.ts';
import { aboutQuery } from '../data/queries.ts';
import { useMe } from '../data/session.ts';
import { dayOf, startOfDay } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Waiting } from '../parts/waiting.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '4px 16px',
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { overflowWrap: 'anywhere' },
  },
});

/** Of whom: people who are not of ours. */
export type NoticedPerson = { readonly collection: 'contacts' | 'leads'; readonly id: string };
type Props = { readonly person: NoticedPerson; readonly className?: string | undefined };

/** When a contact or lead was told that their communication is processed, and on what basis it is. */
export function PersonNoticeWidget({ person, className }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(personNoticeQuery(person));
  const [isEditing, setEditing] = useState(false);
  const { roles } = useMe();
  const mayNote = roles.some((role) => role !== 'operations');
  return (
    <Card
      title={t`Told about the processing`}
      className={className}
      caption={t`When they were told that communication with them is processed, and on what basis`}
    >
      {data === undefined && error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && <Waiting label={t`It is loading`} rows={4} />}
      {data !== undefined && isEditing && (
        <NoteForm person={person} noted={data} onDone={() => setEditing(false)} />
      )}
      {data !== undefined && !isEditing && <Noted noted={data} />}
      {data !== undefined && !isEditing && mayNote && (
        <FormFoot>
          <Button size="small" onClick={() => setEditing(true)}>
            {data.toldAt === null ? <Trans>Note it</Trans> : <Trans>Change</Trans>}
          </Button>
        </FormFoot>
      )}
    </Card>
  );
}

function Noted({ noted }: { readonly noted: PersonNotice }) {
  const styles = useStyles();
  const formats = useFormats();
  if (noted.toldAt === null) {
    return (
      <p>
        <Trans>Nobody has noted yet that they were told.</Trans>
      </p>
    );
  }
  return (
    <dl className={styles.facts}>
      <dt>
        <Trans>Told on</Trans>
      </dt>
      <dd>{formats.instantDay(noted.toldAt)}</dd>
      <dt>
        <Trans>Basis</Trans>
      </dt>
      <dd>{noted.basis}</dd>
      {noted.notedAt !== null && (
        <>
          <dt>
            <Trans>Noted</Trans>
          </dt>
          <dd>
            {[formats.instantDay(noted.notedAt), noted.notedBy]
              .filter((part) => part !== null)
              .join(', ')}
          </dd>
        </>
      )}
    </dl>
  );
}

type FormProps = {
  readonly person: NoticedPerson;
  readonly noted: PersonNotice;
  readonly onDone: () => void;
};

function NoteForm({ person, noted, onDone }: FormProps) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { timeZone } = useFormats();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const today = dayOf(Date.parse(about.now), timeZone);
  const [on, setOn] = useState(
    noted.toldAt === null ? today : dayOf(Date.parse(noted.toldAt), timeZone),
  );
  const [basis, setBasis] = useState(noted.basis ?? '');
  const query = personNoticeQuery(person);
  const noting = useMutation({
    mutationFn: () =>
      sent<PersonNotice>('PUT', `${person.collection}/${encodeURIComponent(person.id)}/notice`, {
        toldAt: new Date(startOfDay(on, timeZone)).toISOString(),
        basis,
      }),
    onSuccess: (after) => {
      queries.setQueryData(query.queryKey, after);
      announce(t`Noted`);
      onDone();
    },
  });
  const problem = useFieldProblem(noting.error);
  return (
    <Form label={t`Told about the processing`} onSubmit={() => noting.mutate()}>
      <Field label={t`Told on`} {...problem('toldAt')}>
        <Input
          type="date"
          max={today}
          value={on}
          onChange={(_event, { value }) => {
            if (value !== '') setOn(value);
          }}
        />
      </Field>
      <Field
        label={t`Basis`}
        hint={t`Such as consent, a contract, or a legitimate interest, and where it is on record`}
        {...problem('basis')}
      >
        <Textarea
          value={basis}
          maxLength={500}
          resize="vertical"
          onChange={(_event, { value }) => setBasis(value)}
        />
      </Field>
      <FormProblem error={noting.error} fields={['toldAt', 'basis']} />
      <FormFoot>
        <Submit isBusy={noting.isPending} disabled={basis.trim() === ''}>
          <Trans>Save</Trans>
        </Submit>
        <Button appearance="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </FormFoot>
    </Form>
  );
}
