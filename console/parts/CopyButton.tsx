import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useWording } from '../locales/context.ts';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, where several such buttons stand on one page. */
  readonly label?: string;
  readonly small?: boolean;
}

/** Puts a text where it can be pasted from, and says so. */
export function CopyButton({ text, label, small = false }: CopyButtonProps) {
  const { t } = useWording();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const named = copied || label === undefined ? {} : { 'aria-label': t.common.copyNamed(label) };
  return (
    <Button
      {...(small ? { size: 'small' } : {})}
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      onClick={() => void copy()}
      aria-live="polite"
      {...named}
    >
      {copied ? t.common.copied : t.common.copy}
    </Button>
  );
}
