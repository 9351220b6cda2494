import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useWording } from '../locales/context.ts';

interface SilentDirectoriesProps {
  /** By name. */
  readonly names: readonly string[] | undefined;
}

/** Says whose people and groups are missing from what is shown, because their directory does not answer. */
export function SilentDirectories({ names = [] }: SilentDirectoriesProps) {
  const { t, format } = useWording();
  if (names.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t.users.silent(format.list(names))}</MessageBarBody>
    </MessageBar>
  );
}
