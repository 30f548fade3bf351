import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Source, SourceChange } from '../../src/contract/sources.ts';
import { useFormats } from '../app/formats.tsx';
import { dayOf } from '../days.ts';
import { Modal, ModalActions } from '../parts/modal.tsx';

const useStyles = makeStyles({
  cell: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  text: { display: 'grid', gap: '2px', maxWidth: '360px' },
  scope: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
});

type Props = {
  readonly source: Source;
  readonly isBusy: boolean;
  readonly onChange: (consent: NonNullable<SourceChange['consent']> | null) => void;
};

/** Who consented to a source, when and to what; and a way to note that, or that it was withdrawn. */
export function ConsentCell({ source, isBusy, onChange }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { consent, name } = source;
  const by = consent?.givenBy;
  const at = consent === null ? '' : formats.instantDay(consent.givenAt);
  return (
    <div className={styles.cell}>
      <span className={styles.text}>
        {consent === null ? (
          <span className={styles.scope}>
            <Trans>none noted</Trans>
          </span>
        ) : (
          <>
            <Trans>
              {by}, {at}
            </Trans>
            <span className={styles.scope}>{consent.scope}</span>
          </>
        )}
      </span>
      {consent === null ? (
        <Button
          size="small"
          aria-label={t`Note the consent to ${name}`}
          onClick={() => setOpen(true)}
        >
          <Trans>Note</Trans>
        </Button>
      ) : (
        <Button
          size="small"
          aria-label={t`Withdraw the consent to ${name}`}
          disabledFocusable={isBusy}
          onClick={() => onChange(null)}
        >
          <Trans>Withdraw</Trans>
        </Button>
      )}
      {isOpen && (
        <ConsentDialog
          name={name}
          onCancel={() => setOpen(false)}
          onGiven={(given) => {
            setOpen(false);
            onChange(given);
          }}
        />
      )}
    </div>
  );
}

type DialogProps = {
  readonly name: string;
  readonly onGiven: (consent: NonNullable<SourceChange['consent']>) => void;
  readonly onCancel: () => void;
};

function ConsentDialog({ name, onGiven, onCancel }: DialogProps) {
  const { t } = useLingui();
  const { timeZone } = useFormats();
  const today = dayOf(Date.now(), timeZone);
  const [day, setDay] = useState(today);
  const [scope, setScope] = useState('');
  return (
    <Modal
      title={<Trans>Consent to {name}</Trans>}
      onClose={onCancel}
      actions={
        <ModalActions
          verb={<Trans>Note the consent</Trans>}
          isBlocked={scope.trim() === '' || day === ''}
          onConfirm={() =>
            onGiven({
              scope: scope.trim(),
              // Today's is as of now; the beginning of a day would be the evening before elsewhere.
              givenAt:
                day === today ? new Date(Date.now() - 60_000).toISOString() : `${day}T12:00:00Z`,
            })
          }
          onCancel={onCancel}
        />
      }
    >
      <p>
        <Trans>It is noted under your name, and in the audit log.</Trans>
      </p>
      <Field label={t`Given on`}>
        <Input
          type="date"
          max={today}
          value={day}
          onChange={(_event, { value }) => setDay(value)}
        />
      </Field>
      <Field label={t`What it covers`}>
        <Textarea
          rows={3}
          value={scope}
          placeholder={t`Mailboxes of the sales team, since January; agreed with the works council`}
          onChange={(_event, { value }) => setScope(value)}
        />
      </Field>
    </Modal>
  );
}
