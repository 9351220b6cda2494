import { makeStyles, Textarea, type TextareaProps, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  lines: { minHeight: '6rem', fontFamily: tokens.fontFamilyMonospace },
});

/** For what is read line by line, as a list or a certificate is: whole lines are seen, and none looks like another. */
export function LinesInput(props: Omit<TextareaProps, 'textarea' | 'resize' | 'spellCheck'>) {
  const styles = useStyles();
  return (
    <Textarea
      {...props}
      resize="vertical"
      spellCheck={false}
      textarea={{ className: styles.lines }}
    />
  );
}
