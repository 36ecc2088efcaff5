import { Segments } from '../controls/segments';
import { useMessages } from '../controls/use-messages';
import type { NetworksControl } from './use-networks';

export interface NetworksFieldProps {
  readonly networks: NetworksControl;
  readonly disabled: boolean;
}

/** The choice of a network set, where there is one, and why the chosen set cannot be used. */
export function NetworksField({ networks: { offered, chosen, used, problem, choose }, disabled }: NetworksFieldProps) {
  const messages = useMessages();
  if (offered.length < 2 && problem === null) return null;
  return (
    <div class="networks">
      {offered.length > 1 && (
        <div class="field" data-tip={messages.networksHint}>
          <span class="name">{messages.networks}</span>
          <Segments
            name="networks"
            label={messages.networks}
            describedBy="networks-hint"
            value={chosen}
            disabled={disabled}
            options={offered.map((value) => ({ value, label: messages.networkSets[value] }))}
            onChange={choose}
          />
          <p id="networks-hint" class="visually-hidden">
            {messages.networksHint}
          </p>
        </div>
      )}
      <p class="networks-message" role="status">
        {problem !== null
          ? `${messages.problem(problem)} ${messages.networksOurs}`
          : chosen !== used
            ? messages.networksLoading
            : ''}
      </p>
    </div>
  );
}
