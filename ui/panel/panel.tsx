import type { Messages } from '../locales/messages';
import type { BatchState } from './batch/batch-state';
import { ChangedQuestion } from './batch/changed-question';
import { countsOf } from './batch/count-rows';
import { ResizeHandle } from './controls/resize-handle';
import { Tooltip } from './controls/tooltip';
import { useMessages } from './controls/use-messages';
import { Foot } from './foot';
import { KeySheet } from './keyboard/key-sheet';
import { PictureArea } from './picture-area';
import { Side } from './side';
import type { PanelProps } from './state/panel-model';
import { Toast } from './toast';
import { usePanel } from './state/use-panel';

/** The whole panel: the picture, its tools, and the state of each layer. */
export function Panel(props: PanelProps) {
  const messages = useMessages();
  const model = usePanel(props);
  const { state, dispatch, host, batch } = model;
  return (
    <main class={`panel${state.review === null ? '' : ' reviewing'}`}>
      <h1 class="visually-hidden">Softlight</h1>
      <div class="body">
        <PictureArea model={model} />
        <Side model={model} />
      </div>
      <p class="visually-hidden" role="status">
        {state.batch === null ? '' : statusText(state.batch, messages)}
      </p>
      <Toast text={state.announcement} onOver={() => dispatch({ type: 'announced', text: '' })} />
      {batch.question !== null && <ChangedQuestion {...batch.question} />}
      {model.keysShown && <KeySheet onClose={() => model.showKeys(false)} />}
      <Foot model={model} />
      {state.resizable && (
        <ResizeHandle
          onResize={({ width, height }) => void host.resize(width, height)}
          onSettled={(size) => {
            dispatch({ type: 'preferences-changed', change: { window: size } });
            model.store();
          }}
        />
      )}
      <Tooltip />
    </main>
  );
}

function statusText({ running, rows }: BatchState, messages: Messages): string {
  return running ? messages.running : messages.runSummary(countsOf(rows));
}
