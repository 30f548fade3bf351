import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Select,
  tokens,
} from '@fluentui/react-components';
import { DocumentArrowUpRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useId, useRef, useState } from 'react';
import type { ImportReport } from '../../src/contract/api.ts';
import type { Source } from '../../src/contract/sources.ts';
import { activationQuery, sourcesQuery } from '../data/administration.ts';
import { queryOf, uploaded } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { FormFoot, FormProblem, useFieldProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { ImportOutcome } from './import-outcome.tsx';

const useStyles = makeStyles({
  drop: {
    display: 'grid',
    justifyItems: 'center',
    gap: '8px',
    padding: '26px 20px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1.5px dashed ${tokens.colorNeutralStroke1}`,
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  icon: { color: tokens.colorBrandForeground1 },
  name: { fontWeight: 600, color: tokens.colorNeutralForeground1, overflowWrap: 'anywhere' },
  options: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 20px' },
  progress: { display: 'grid', gap: '8px' },
});

type Options = {
  readonly noBulkRule: boolean;
  readonly newContacts: boolean;
  readonly ourDomain: string;
  readonly mapping: string;
  /** Name of the source whose newer file it is; empty: a source of its own. */
  readonly continues: string;
};

/** Brings in a file: the formats that Rapport reads, how far it is, and what became of every line. */
export function ImportCard({ sources }: { readonly sources: readonly Source[] }) {
  const styles = useStyles();
  const { t } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const [options, setOptions] = useState<Options>({
    noBulkRule: false,
    newContacts: false,
    ourDomain: '',
    mapping: '',
    continues: '',
  });
  const { data: activation } = useQuery(activationQuery);
  const importing = useMutation({
    mutationFn: (given: File) =>
      uploaded<ImportReport>(`import${queryOf(parametersOf(given, options))}`, given, setShare),
    onSuccess: () => {
      setFile(null);
      setOptions((before) => ({ ...before, continues: '' }));
      queries.invalidateQueries({ queryKey: sourcesQuery.queryKey });
      queries.invalidateQueries({ queryKey: ['about'] });
    },
  });
  const problem = useFieldProblem(importing.error);
  const take = (given: File | null | undefined) => {
    if (given === null || given === undefined) return;
    importing.reset();
    setShare(0);
    setFile(given);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  if (activation?.active === false) {
    return (
      <Card id="import" title={t`Import a file`} caption={t`Mail, calendars, records`}>
        <Nothing>
          <Trans>
            Nothing is read in before the notice is accepted. It stands under Settings, Privacy.
          </Trans>
        </Nothing>
      </Card>
    );
  }
  return (
    <Card
      id="import"
      title={t`Import a file`}
      caption={t`The same file twice changes nothing; what does not fit is left out and listed.`}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for keyboards. */}
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <DocumentArrowUpRegular fontSize={32} className={styles.icon} aria-hidden />
        {file === null ? (
          <p>
            <Trans>
              mbox, EML, iCalendar (ICS), CSV or a bundle (JSON). Drop one here, or choose it.
            </Trans>
          </p>
        ) : (
          <p className={styles.name}>{file.name}</p>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".mbox,.eml,.ics,.csv,.json,.zip,.txt"
          aria-label={t`File to import`}
          onChange={({ target }) => take(target.files?.item(0))}
        />
        <Button onClick={() => chooser.current?.click()}>
          {file === null ? <Trans>Choose a file</Trans> : <Trans>Choose another</Trans>}
        </Button>
      </div>
      {file !== null && (
        <OptionFields {...{ file, sources, options, problem }} onChange={setOptions} />
      )}
      {importing.isPending && (
        <div className={styles.progress}>
          <span id={id}>
            {share < 1 ? (
              <Trans>The file is on its way …</Trans>
            ) : (
              <Trans>It is being read and put in its place …</Trans>
            )}
          </span>
          <ProgressBar aria-labelledby={id} {...(share < 1 ? { value: share } : {})} />
        </div>
      )}
      <FormProblem error={importing.error} fields={['ourDomain', 'mapping', 'continues']} />
      {file !== null && (
        <FormFoot>
          <Button
            appearance="primary"
            disabledFocusable={importing.isPending}
            onClick={() => importing.mutate(file)}
          >
            <Trans>Import</Trans>
          </Button>
        </FormFoot>
      )}
      {importing.data !== undefined && <ImportOutcome report={importing.data} />}
    </Card>
  );
}

type OptionProps = {
  readonly file: File;
  readonly sources: readonly Source[];
  readonly options: Options;
  readonly onChange: (options: Options) => void;
  readonly problem: ReturnType<typeof useFieldProblem>;
};

function OptionFields({ file, sources, options, onChange, problem }: OptionProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const files = [...new Set(sources.filter(({ isFile }) => isFile).map(({ name }) => name))];
  const set = (part: Partial<Options>) => onChange({ ...options, ...part });
  return (
    <div className={styles.options}>
      <Field label={t`A domain of ours, if it is a new one`} {...problem('ourDomain')}>
        <Input
          value={options.ourDomain}
          placeholder="example.com"
          onChange={(_event, { value }) => set({ ourDomain: value.trim() })}
        />
      </Field>
      {files.length > 0 && (
        <Field label={t`A newer file of`} {...problem('continues')}>
          <Select
            value={options.continues}
            onChange={(_event, { value }) => set({ continues: value })}
          >
            <option value="">{t`nothing: a source of its own`}</option>
            {files.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {isTable(file) && (
        <Field label={t`Column mapping: a preset, or as JSON`} {...problem('mapping')}>
          <Input
            value={options.mapping}
            onChange={(_event, { value }) => set({ mapping: value })}
          />
        </Field>
      )}
      <Checkbox
        label={t`Make contacts of people who write both ways`}
        checked={options.newContacts}
        onChange={(_event, { checked }) => set({ newContacts: checked === true })}
      />
      <Checkbox
        label={t`It is the mailbox of a list: do not take its mail for bulk`}
        checked={options.noBulkRule}
        onChange={(_event, { checked }) => set({ noBulkRule: checked === true })}
      />
    </div>
  );
}

function parametersOf(file: File, options: Options) {
  return {
    name: file.name,
    mapping: isTable(file) ? options.mapping : null,
    bulkRule: options.noBulkRule ? 'off' : null,
    newContacts: options.newContacts ? 'on' : null,
    ourDomain: options.ourDomain,
    continues: options.continues,
  };
}

function isTable({ name }: File): boolean {
  return name.toLowerCase().endsWith('.csv');
}
