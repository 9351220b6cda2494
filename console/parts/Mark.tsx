import { tokens } from '@fluentui/react-components';

/** A small arched gate, ajar. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill={tokens.colorBrandForeground2}
        d="M3 30V15a13 13 0 0 1 26 0v15h-5V15a8 8 0 0 0-16 0v15Z"
      />
      <path
        fill={tokens.colorCompoundBrandForeground1}
        d="M11 30V15.2c0-2.6 1.6-4.3 4-4.9l6-1.6V28l-6 2Z"
      />
      <circle cx="18.2" cy="19.5" r="1.5" fill={tokens.colorNeutralBackground1} />
    </svg>
  );
}
