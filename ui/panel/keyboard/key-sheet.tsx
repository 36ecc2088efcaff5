import { Sheet } from '../controls/sheet';
import { useMessages } from '../controls/use-messages';
import { SHORTCUTS, type Shortcut } from './shortcuts';

const SCOPES = ['panel', 'canvas', 'review'] as const satisfies readonly Shortcut['scope'][];

/** Every key, from the table that also runs them. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const messages = useMessages();
  return (
    <Sheet title={messages.keys} onClose={onClose}>
      {SCOPES.map((scope) => (
        <section key={scope} class="keys">
          <h3>{messages.keyScopes[scope]}</h3>
          <dl>
            {SHORTCUTS.filter((shortcut) => shortcut.scope === scope).map(({ command, label }) => (
              <div key={command}>
                <dt>
                  <kbd>{label}</kbd>
                </dt>
                <dd>{messages.commandNames[command]}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
