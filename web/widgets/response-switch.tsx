import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Segments } from '../parts/segments.tsx';
import { type ResponseBasis, responseBases } from './response-basis.ts';

/** What is counted, for the end of a sentence. */
export const unitWords: Readonly<Record<ResponseBasis, MessageDescriptor>> = {
  elapsed: msg`elapsed hours: all that passed`,
  working: msg`working hours of whoever answers`,
};

const switchWords: Readonly<Record<ResponseBasis, MessageDescriptor>> = {
  elapsed: msg`Elapsed`,
  working: msg`Working hours`,
};

type Props = {
  readonly basis: ResponseBasis;
  readonly onChoose: (basis: ResponseBasis) => void;
};

/** Between time as it passed and working hours. */
export function BasisSwitch({ basis, onChoose }: Props) {
  const { t, i18n } = useLingui();
  return (
    <Segments
      isSmall
      label={t`In which time`}
      options={responseBases.map((value) => ({ value, text: i18n._(switchWords[value]) }))}
      chosen={basis}
      onChoose={onChoose}
    />
  );
}
