import {
  Button,
  Field,
  Link,
  makeStyles,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { CopyRegular, MailRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Introduction } from '../../src/contract/introductions.ts';
import { collectionOf } from '../data/collections.ts';
import { useMe } from '../data/session.ts';
import { ownIntroductionsQuery, useIntroductionChanges } from '../data/ties.ts';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormProblem, useFieldProblem } from '../parts/form.tsx';
import { Loading } from '../parts/loading.tsx';
import { Modal, ModalActions } from '../parts/modal.tsx';
import { filledIn } from './introduction-text.ts';
import { type Customer, useIntroductionTemplate } from './tie-words.ts';

const useStyles = makeStyles({
  quiet: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  ways: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  mail: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

type Props = {
  readonly colleague: { readonly id: string; readonly name: string };
  /** To whom: one of them. */
  readonly people: readonly Customer[];
  /** What the colleague and the person did together, in words; may be empty. */
  readonly happened: string;
  readonly via: Customer | null;
  readonly onClose: () => void;
};

/** Asks a colleague for an introduction: the text, kept with what comes of it; sent by one's own mail. */
export function IntroductionDialog(props: Props) {
  const { t } = useLingui();
  const { data, error, isError, refetch } = useQuery(ownIntroductionsQuery);
  const { name } = props.colleague;
  const [kept, setKept] = useState<Introduction | null>(null);
  if (data === undefined)
    return (
      <Modal
        title={<Trans>Ask {name} for an introduction</Trans>}
        onClose={props.onClose}
        actions={<Close onClose={props.onClose} />}
      >
        {isError && data === undefined ? (
          <Failure error={error} onRetry={() => refetch()} />
        ) : (
          <Loading label={t`The request is prepared`} />
        )}
      </Modal>
    );
  return kept === null ? (
    <Ask {...props} template={data.template} onKept={setKept} />
  ) : (
    <Kept introduction={kept} onClose={props.onClose} />
  );
}

type AskProps = Props & {
  readonly template: string | null;
  readonly onKept: (introduction: Introduction) => void;
};

function Ask({ colleague, people, happened, via, template, onClose, onKept }: AskProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const me = useMe();
  const [place, setPlace] = useState(0);
  const person = people[place] ?? people[0];
  const words = useIntroductionTemplate(template);
  const textFor = (to: Customer | undefined) =>
    filledIn(words, {
      colleague: colleague.name,
      person:
        via === null ? (to?.name ?? '') : t`${via.name}, who is in touch with ${to?.name ?? ''}`,
      activities: happened === '' ? t`as Rapport shows me` : happened,
      me: me.name,
    });
  const [text, setText] = useState(() => textFor(person));
  const { ask } = useIntroductionChanges();
  const problem = useFieldProblem(ask.error);
  const keep = () => {
    if (person === undefined) return;
    ask.mutate(
      {
        collection: collectionOf[person.type],
        id: person.id,
        user: colleague.id,
        via: via === null ? null : `${via.type}:${via.id}`,
        text,
      },
      { onSuccess: onKept },
    );
  };
  return (
    <Modal
      title={<Trans>Ask {colleague.name} for an introduction</Trans>}
      onClose={onClose}
      actions={
        <ModalActions
          verb={<Trans>Keep the request</Trans>}
          isBlocked={text.trim() === ''}
          isBusy={ask.isPending}
          onConfirm={keep}
          onCancel={onClose}
        />
      }
    >
      {people.length > 1 && (
        <Field label={t`To whom`}>
          <Select
            value={String(place)}
            onChange={(_event, { value }) => {
              const next = Number(value);
              // Words that somebody has changed stay theirs.
              if (text === textFor(person)) setText(textFor(people[next]));
              setPlace(next);
            }}
          >
            {people.map(({ type, id, name }, at) => (
              <option key={`${type}:${id}`} value={String(at)}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={t`Text`} {...problem('text')}>
        <Textarea
          value={text}
          rows={10}
          resize="vertical"
          onChange={(_event, { value }) => setText(value)}
        />
      </Field>
      <p className={styles.quiet}>
        <Trans>
          Rapport sends nothing: it keeps that you asked and what comes of it, for the two of you.
          Who works on the record sees that you asked, without the text. Without an answer the
          request lapses after 7 days.
        </Trans>
      </p>
      <FormProblem error={ask.error} fields={['text']} />
    </Modal>
  );
}

type KeptProps = { readonly introduction: Introduction; readonly onClose: () => void };

function Kept({ introduction: { asked, person, email, text }, onClose }: KeptProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const subject = t`Introduction to ${person.name}`;
  const letter = text ?? '';
  const copy = async () => {
    await navigator.clipboard.writeText(letter);
    setCopied(true);
  };
  return (
    <Modal
      title={<Trans>Your request to {asked.name} is kept</Trans>}
      onClose={onClose}
      actions={<Close onClose={onClose} />}
    >
      <p>
        <Trans>Now send it, and write down here what comes of it.</Trans>
      </p>
      <div className={styles.ways}>
        {email !== null && (
          <Link
            href={`mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(letter)}`}
            className={styles.mail}
          >
            <MailRegular fontSize={18} aria-hidden />
            <Trans>Write to {email}</Trans>
          </Link>
        )}
        <Button icon={<CopyRegular />} onClick={copy}>
          <Trans>Copy the text</Trans>
        </Button>
        <span role="status">
          {isCopied && (
            <Done>
              <Trans>Copied</Trans>
            </Done>
          )}
        </span>
      </div>
      <p className={styles.text}>{letter}</p>
    </Modal>
  );
}

function Close({ onClose }: { readonly onClose: () => void }) {
  return (
    <Button appearance="primary" onClick={onClose}>
      <Trans>Close</Trans>
    </Button>
  );
}
