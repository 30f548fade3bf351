import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { AuditEntryAnswer } from '../../src/contract/audit.ts';
import { useFormats } from '../app/formats.tsx';
import { auditQuery } from '../data/administration.ts';
import { endOfDay, isDay, startOfDay } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormFoot } from '../parts/form.tsx';
import { Loading } from '../parts/loading.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import type { AuditSearch } from './audit-search.ts';
import { AuditVerification } from './audit-verification.tsx';
import { actionWord, actionWords } from './audit-words.ts';
import { PageFrame } from './page-frame.tsx';

const route = getRouteApi('/settings/audit');

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '12px 16px' },
  when: { whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2 },
  details: {
    maxWidth: '380px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    '&[open] summary': { WebkitLineClamp: 'unset' },
  },
  summary: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  who: {
    justifyContent: 'flex-start',
    minHeight: '28px',
    margin: '0 -6px',
    padding: '0 6px',
    fontSize: tokens.fontSizeBase300,
    fontWeight: 400,
    textAlign: 'left',
  },
});

/** What was done here and by whom, and whether the log is as it was written. */
export function AuditPage() {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/settings/audit' });
  const narrow = (part: AuditSearch) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const isNarrowed = Object.values(search).some((value) => value !== undefined);
  const actions = Object.entries(actionWords)
    .map(([action, word]) => ({ action, text: i18n._(word) }))
    .sort((a, b) => a.text.localeCompare(b.text, i18n.locale));
  return (
    <PageFrame
      title={t`Audit log`}
      lead={
        <Trans>
          Sign-ins, looks at other people’s figures, settings, imports, exports and erasures. It can
          only grow; people stand in it under pseudonyms, which are looked up here.
        </Trans>
      }
    >
      <AuditVerification />
      <search className={styles.filters}>
        <Field label={t`What`}>
          <Select
            value={search.action ?? ''}
            onChange={(_event, { value }) => narrow({ action: value === '' ? undefined : value })}
          >
            <option value="">{t`Everything`}</option>
            {actions.map(({ action, text }) => (
              <option key={action} value={action}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`From`}>
          <Input
            type="date"
            value={search.from ?? ''}
            onChange={(_event, { value }) => narrow({ from: value === '' ? undefined : value })}
          />
        </Field>
        <Field label={t`Until`}>
          <Input
            type="date"
            value={search.until ?? ''}
            onChange={(_event, { value }) => narrow({ until: value === '' ? undefined : value })}
          />
        </Field>
        {isNarrowed && (
          <Button
            icon={<DismissRegular />}
            appearance="subtle"
            onClick={() => navigate({ search: {}, replace: true })}
          >
            <Trans>Show all</Trans>
          </Button>
        )}
      </search>
      <Entries search={search} onNarrow={narrow} />
    </PageFrame>
  );
}

type EntriesProps = {
  readonly search: AuditSearch;
  readonly onNarrow: (part: AuditSearch) => void;
};

function Entries({ search, onNarrow }: EntriesProps) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery({
      ...search,
      from: dayAt(search.from, (day) => startOfDay(day, formats.timeZone)),
      until: dayAt(search.until, (day) => endOfDay(day, formats.timeZone)),
    }),
  );
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  if (error !== null && data === undefined)
    return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <Loading label={t`The audit log is loading`} isTitled />;
  return (
    <Card title={t`Entries`} caption={t`Latest first; a name narrows the list to that person`}>
      {entries.length === 0 ? (
        <Nothing>
          <Trans>Nothing of that kind was done.</Trans>
        </Nothing>
      ) : (
        <PlainTable
          label={t`Entries`}
          heads={[t`When`, t`Who`, t`What`, t`To whom or what`, t`Details`]}
          rows={entries.map((entry) => ({
            key: String(entry.number),
            cells: [
              <span key="when" className={styles.when}>
                {formats.instant(entry.at)}
              </span>,
              <Button
                key="who"
                size="small"
                appearance="subtle"
                className={styles.who}
                onClick={() => onNarrow({ actor: entry.actor.id })}
              >
                {entry.actor.name || i18n._(actorWord(entry.actor.id))}
              </Button>,
              actionWord(entry.action, i18n),
              objectText(entry, i18n),
              <DetailsCell key="details" text={detailsText(entry.details)} />,
            ],
          }))}
        />
      )}
      {hasNextPage && (
        <FormFoot>
          <Button disabledFocusable={isFetchingNextPage} onClick={() => fetchNextPage()}>
            <Trans>Earlier entries</Trans>
          </Button>
        </FormFoot>
      )}
    </Card>
  );
}

const erased = msg`somebody since erased`;

function actorWord(id: string): MessageDescriptor {
  if (id === 'system') return msg`Rapport itself`;
  if (id === 'command line') return msg`the command line`;
  return id === 'nobody' ? msg`nobody signed in` : erased;
}

function objectText({ object }: AuditEntryAnswer, i18n: I18n): string {
  if (object === null) return '';
  if (object.name !== null && object.name !== '') return object.name;
  return /^[0-9a-f-]{36}$/.test(object.id) ? i18n._(erased) : `${object.type} ${object.id}`;
}

/** Details in two lines; longer ones open. */
function DetailsCell({ text }: { readonly text: string }) {
  const styles = useStyles();
  if (text.length <= shortText) return <span className={styles.details}>{text}</span>;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{text}</summary>
    </details>
  );
}

const shortText = 90;

/** What is 0 or not so goes without saying. */
function detailsText(details: AuditEntryAnswer['details']): string {
  return Object.entries(details)
    .filter(([, value]) => value !== 0 && value !== false && value !== null)
    .map(([name, value]) => `${name}: ${detailText(value)}`)
    .join(' · ');
}

/** A change as `before → after`; lists and objects without their brackets. */
function detailText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(detailText).join(', ') || '–';
  if ('from' in value && 'to' in value)
    return `${detailText(value.from)} → ${detailText(value.to)}`;
  return Object.entries(value)
    .map(([name, part]) => `${name} ${detailText(part)}`)
    .join(', ');
}

function dayAt(day: string | undefined, at: (day: string) => number): string | undefined {
  return day === undefined || !isDay(day) ? undefined : new Date(at(day)).toISOString();
}
