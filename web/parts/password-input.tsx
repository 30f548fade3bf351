import { Button, Input, type InputProps } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';

type Props = Omit<InputProps, 'type' | 'contentAfter' | 'onChange'> & {
  readonly onType: (text: string) => void;
};

/** A password, which can be looked at while it is typed. Takes what password managers and the clipboard bring. */
export function PasswordInput({ onType, ...props }: Props) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(_event, { value }) => onType(value)}
      contentAfter={
        <Button
          appearance="transparent"
          size="small"
          icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
          aria-label={isShown ? t`Hide the password` : t`Show the password`}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  );
}
