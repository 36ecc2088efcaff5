import type { ComponentChildren } from 'preact';
import type { ViewedPicture } from './viewed-picture';
import { useMessages } from '../controls/use-messages';

/** Stands in place of a picture that loads or cannot be shown: the state, and what to do. */
export function PreviewNotice({ picture }: { readonly picture: Exclude<ViewedPicture, { state: 'open' }> }) {
  const messages = useMessages();
  switch (picture.state) {
    case 'none':
      return null;
    case 'loading':
      return (
        <Notice title={messages.loadingTitle}>
          <progress max="1" value={picture.progress.done} aria-label={messages.stages[picture.progress.stage]} />
          <span>{messages.stages[picture.progress.stage]}</span>
        </Notice>
      );
    case 'failed':
      return (
        <Notice title={messages.failedTitle} alert>
          <span>{messages.problem(picture.problem)}</span>
        </Notice>
      );
  }
}

function Notice({
  title,
  alert = false,
  children,
}: {
  readonly title: string;
  readonly alert?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <section class={`preview notice${alert ? ' alert' : ''}`} role={alert ? 'alert' : undefined}>
      <strong>{title}</strong>
      {children}
    </section>
  );
}
