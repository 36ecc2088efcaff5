import type { Messages } from '../locales/messages';
import type { BatchState } from './batch/batch-state';
import { ChangedQuestion } from './batch/changed-question';
import { countsOf } from './batch/count-rows';
import { ResizeHandle } from './controls/resize-handle';
import { useMessages } from './controls/use-messages';
import { Empty } from './empty';
import { Foot } from './foot';
import { Preview } from './preview/preview';
import { PreviewNotice } from './preview/preview-notice';
import { Side } from './side';
import { isRunning, isWaiting, mainAction, runObstacle } from './state/run-requests';
import { shownHistory, shownPicture } from './state/panel-state';
import { usePanel, type PanelModel, type PanelProps } from './state/use-panel';

/** The whole panel: the selection, its settings, and the state of each layer. */
export function Panel(props: PanelProps) {
  const messages = useMessages();
  const model = usePanel(props);
  const { state, dispatch, host, batch } = model;
  return (
    <main class="panel">
      <h1 class="visually-hidden">Softlight</h1>
      <div class="body">
        <PictureArea model={model} />
        <Side model={model} />
      </div>
      <p class="visually-hidden" role="status">
        {state.batch === null ? state.announcement : statusText(state.batch, messages)}
      </p>
      {batch.question !== null && <ChangedQuestion {...batch.question} />}
      <PanelFoot model={model} />
      {state.resizable && (
        <ResizeHandle
          onResize={({ width, height }) => void host.resize(width, height)}
          onSettled={(size) => {
            dispatch({ type: 'preferences-changed', change: { window: size } });
            model.store();
          }}
        />
      )}
    </main>
  );
}

/** The preview of the shown picture, or what stands in its place. */
function PictureArea({ model: { state, dispatch, picture } }: { readonly model: PanelModel }) {
  const pictureId = shownPicture(state);
  if (pictureId === null) return <Empty problem={state.selection?.problem ?? null} />;
  if (picture.state !== 'open') return <PreviewNotice picture={picture} />;
  return (
    <Preview
      key={pictureId}
      pictureId={pictureId}
      tools={state.tools}
      onTools={(change) => dispatch({ type: 'tools-used', change })}
      picture={picture}
      history={shownHistory(state)}
      onHistory={(history) => dispatch({ type: 'history-moved', history })}
      subject={state.subject}
      onSubject={(subject) => dispatch({ type: 'subject-chosen', subject })}
      onRegion={(region) => dispatch({ type: 'region-shown', region })}
      face={state.pointedFace}
    />
  );
}

function PanelFoot({ model }: { readonly model: PanelModel }) {
  const { state, batch } = model;
  const messages = useMessages();
  return (
    <Foot
      engine={state.ready ? state.engine : { state: 'starting' }}
      hostBusy={state.hostBusy}
      running={isRunning(state)}
      action={mainAction(state)}
      reason={obstacleText(model, messages)}
      timeLeft={state.batch?.timeLeft ?? null}
      onLanguage={model.changeLanguage}
      onRetouch={() => model.retouch(isWaiting(state) ? 'ready' : null)}
      onCancel={batch.cancel}
    />
  );
}

function obstacleText({ state, networks }: PanelModel, messages: Messages): string | null {
  switch (runObstacle(state)) {
    case 'nothing-selected':
      return messages.problem(state.selection?.problem ?? { code: 'nothing-selected' });
    case 'all-off':
      return messages.allOff;
    case null:
      return networks.chosen === networks.used ? null : messages.networksLoading;
  }
}

function statusText({ running, rows }: BatchState, messages: Messages): string {
  return running ? messages.running : messages.runSummary(countsOf(rows));
}
