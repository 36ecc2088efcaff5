import { Segments } from '../controls/segments';
import { useWords } from '../controls/use-messages';
import type { NetworksControl } from './use-networks';

export interface NetworksFieldProps {
  readonly networks: NetworksControl;
  readonly disabled: boolean;
}

/** Whose networks retouch, where there is a choice; and why there is none any more. */
export function NetworksField({ networks: { offered, chosen, used, problem, choose }, disabled }: NetworksFieldProps) {
  const words = useWords();
  if (offered.length < 2 && problem === null) return null;
  return (
    <div class="networks">
      {offered.length > 1 && (
        <div class="field" title={words.networksHint}>
          <span class="name">{words.networks}</span>
          <Segments
            name="networks"
            label={words.networks}
            describedBy="networks-hint"
            value={chosen}
            disabled={disabled}
            options={offered.map((value) => ({ value, label: words.networkSets[value] }))}
            onChange={choose}
          />
          <p id="networks-hint" class="visually-hidden">
            {words.networksHint}
          </p>
        </div>
      )}
      <p class="networks-message" role="status">
        {problem !== null
          ? `${words.problem(problem)} ${words.networksOurs}`
          : chosen !== used
            ? words.networksLoading
            : ''}
      </p>
    </div>
  );
}
