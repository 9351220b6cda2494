import { Button, Input, type InputProps } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { type RefObject, useState } from 'react';
import { useWording } from '../locales/context.ts';

interface PasswordInputProps extends Omit<InputProps, 'type' | 'contentAfter' | 'input'> {
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** A password field whose text can be shown: people make fewer mistakes (NIST SP 800-63B-4 §3.1.1.2). */
export function PasswordInput({ inputRef, ...props }: PasswordInputProps) {
  const { t } = useWording();
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      {...(inputRef === undefined ? {} : { input: { ref: inputRef } })}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="off"
      contentAfter={
        <Button
          appearance="transparent"
          size="small"
          icon={shown ? <EyeOffRegular /> : <EyeRegular />}
          aria-label={shown ? t.common.hidePassword : t.common.showPassword}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
