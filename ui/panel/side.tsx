import { LayerList } from './batch/layer-list';
import { Segments } from './controls/segments';
import { useMessages } from './controls/use-messages';
import { FaceList } from './preview/face-list';
import { NetworksField } from './settings/networks-field';
import { PresetBar } from './settings/preset-bar';
import { SettingsForm } from './settings/settings-form';
import { canRemove, canRetry, hasOwnSettings, isRunning, isWaiting, shownRows } from './state/run-requests';
import { shownHistory, shownPicture, shownSettings } from './state/panel-state';
import type { PanelModel } from './state/use-panel';

interface SideProps {
  readonly model: PanelModel;
}

/** The column beside the preview: settings, faces and the list of layers. */
export function Side({ model }: SideProps) {
  const { state, dispatch, picture } = model;
  return (
    <div class="side">
      <Scope model={model} />
      <Settings model={model} />
      <WhenDone model={model} />
      {picture.state === 'open' && (
        <FaceList
          faces={picture.faces}
          original={picture.original}
          settings={shownSettings(state)}
          choices={shownHistory(state).now}
          onChoices={(choices) => dispatch({ type: 'choices-made', choices })}
          onPoint={(box) => dispatch({ type: 'face-pointed', box })}
        />
      )}
      <Layers model={model} />
    </div>
  );
}

/** Whether the settings are for all pictures or for the shown one. */
function Scope({ model: { state, dispatch } }: SideProps) {
  const messages = useMessages();
  const own = hasOwnSettings(state);
  if ((state.selection?.pictures.length ?? 0) < 2 && !own) return null;
  return (
    <div class="scope">
      <Segments
        name="scope"
        label={messages.scope}
        value={own ? 'one' : 'all'}
        disabled={isRunning(state)}
        onChange={(scope) => dispatch({ type: 'scope-changed', scope })}
        options={(['all', 'one'] as const).map((value) => ({ value, label: messages.scopes[value] }))}
      />
    </div>
  );
}

function Settings({ model: { state, dispatch, networks } }: SideProps) {
  const { presets, flatten } = state.preferences;
  const disabled = isRunning(state) || !state.ready;
  const settings = shownSettings(state);
  return (
    <>
      <PresetBar
        settings={settings}
        presets={presets}
        disabled={disabled}
        onSettings={(change) => dispatch({ type: 'settings-changed', change })}
        onPresets={(next) => dispatch({ type: 'preferences-changed', change: { presets: next } })}
      />
      <SettingsForm
        settings={settings}
        flatten={flatten}
        disabled={disabled}
        onChange={(change) => dispatch({ type: 'settings-changed', change })}
        onFlatten={(next) => dispatch({ type: 'preferences-changed', change: { flatten: next } })}
      />
      <NetworksField networks={networks} disabled={disabled || isWaiting(state)} />
    </>
  );
}

/** Whether a run of several pictures writes its layers at once, or waits for the user. */
function WhenDone({ model: { state, dispatch } }: SideProps) {
  const messages = useMessages();
  if ((state.selection?.pictures.length ?? 0) < 2) return null;
  return (
    <div class="field when-done">
      <span class="name">{messages.whenDone}</span>
      <Segments
        name="when-done"
        label={messages.whenDone}
        value={state.preferences.review ? 'review' : 'apply'}
        disabled={isRunning(state) || isWaiting(state)}
        options={(['apply', 'review'] as const).map((value) => ({ value, label: messages.whenDoneChoices[value] }))}
        onChange={(value) => dispatch({ type: 'preferences-changed', change: { review: value === 'review' } })}
      />
    </div>
  );
}

function Layers({ model }: SideProps) {
  const { state, dispatch, host, thumbnails } = model;
  const rows = shownRows(state);
  if (rows.length === 0) return null;
  const mayExclude = state.batch === null || isWaiting(state);
  return (
    <LayerList
      rows={rows}
      chosen={shownPicture(state)}
      thumbnails={thumbnails}
      excluded={state.excluded}
      onChoose={(pictureId) => dispatch({ type: 'picture-chosen', pictureId })}
      onReveal={(nodeId) => void host.reveal(nodeId)}
      onExclude={mayExclude ? (pictureId) => dispatch({ type: 'exclusion-toggled', pictureId }) : null}
      onRetry={canRetry(state) ? () => model.retouch('failed') : null}
      onRemove={canRemove(state) ? () => void model.removeRetouch() : null}
    />
  );
}
