import { Link } from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { useHref, useLinkClickHandler, type To } from 'react-router';

interface PlaceLinkProps {
  readonly to: To;
  readonly className?: string;
  readonly children: ReactNode;
  /** Comes along to the page. */
  readonly state?: unknown;
}

/** A link to a page of the console that looks as Fluent's links do. */
export function PlaceLink({ to, className, children, state }: PlaceLinkProps) {
  const href = useHref(to);
  const follow = useLinkClickHandler(to, { state });
  return (
    <Link
      as="a"
      href={href}
      className={className ?? ''}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => follow(event)}
    >
      {children}
    </Link>
  );
}
