import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { SettingsChange, SettingsValues } from '../../src/contract/settings.ts';
import type { SettingsAnswer, settingsChangedSchema } from '../../src/contract/settings-answers.ts';
import { settingsQuery } from '../data/administration.ts';
import { sent } from '../data/client.ts';

type Changed = z.output<typeof settingsChangedSchema>;

/** Settings as they are being edited: on top of those that were read, until they are saved or dropped. */
export type Draft = {
  readonly answer: SettingsAnswer;
  /** As they would be. */
  readonly values: SettingsValues;
  readonly set: (part: Partial<SettingsValues>) => void;
  /** What would be sent. */
  readonly change: SettingsChange;
  readonly isChanged: boolean;
  readonly save: () => void;
  readonly drop: () => void;
  /** Reads the settings anew and keeps what was edited, after somebody else has changed them. */
  readonly reload: () => void;
  readonly isSaving: boolean;
  /** What the last save came to; null before, and as soon as something is edited again. */
  readonly saved: Changed | null;
  readonly error: unknown;
};

/** A draft of the settings; its pages share nothing but what is saved. */
export function useDraft(): Draft {
  const queries = useQueryClient();
  const { data: answer } = useSuspenseQuery(settingsQuery);
  const [edits, setEdits] = useState<Partial<SettingsValues>>({});
  const saving = useMutation({
    mutationFn: (change: SettingsChange) => sent<Changed>('PATCH', 'settings', change),
    onSuccess: ({ changed: _changed, waiting: _waiting, ...settings }) => {
      queries.setQueryData(settingsQuery.queryKey, settings);
      queries.invalidateQueries({ queryKey: ['about'] });
      setEdits({});
    },
  });
  const change = { version: answer.version, ...edits };
  return {
    answer,
    values: { ...answer.settings, ...edits },
    set: (part) => {
      if (!saving.isIdle) saving.reset();
      setEdits((before) => differing({ ...before, ...part }, answer.settings));
    },
    change,
    isChanged: Object.keys(edits).length > 0,
    save: () => saving.mutate(change),
    drop: () => {
      saving.reset();
      setEdits({});
    },
    reload: () => {
      saving.reset();
      queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
    isSaving: saving.isPending,
    saved: saving.data ?? null,
    error: saving.error,
  };
}

/** Those of the edits that are not what is set already. */
function differing(edits: Partial<SettingsValues>, there: SettingsValues): Partial<SettingsValues> {
  const names = Object.entries(edits).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(there, name)) ? [] : [name],
  );
  return Object.fromEntries(Object.entries(edits).filter(([name]) => names.includes(name)));
}
