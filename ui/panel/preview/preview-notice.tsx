import type { ComponentChildren } from 'preact';
import type { ViewedPicture } from './viewed-picture';
import { useMessages } from '../controls/use-messages';

/** What stands in place of a picture that cannot be shown, or not yet: what is so, and what to do next. */
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
