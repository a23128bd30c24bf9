import type { CustomerClientFrame, CustomerServerFrame } from '@ccc-store/core/protocol'

/** The one socket that a component under test dials through `wx.connectSocket`. */
export class SocketTask {
  readonly frames: CustomerClientFrame[] = []
  private opened = () => {}
  private heard: (message: { data: string }) => void = () => {}

  send = ({ data }: { data: string }): void => {
    this.frames.push(JSON.parse(data))
  }
  onOpen = (handler: () => void): void => {
    this.opened = handler
  }
  onMessage = (handler: (message: { data: string }) => void): void => {
    this.heard = handler
  }
  close = (): void => {}
  onClose = (): void => {}
  onError = (): void => {}

  open(): void {
    this.opened()
  }
  say(frame: CustomerServerFrame): void {
    this.heard({ data: JSON.stringify(frame) })
  }
}
