#!/bin/sh
# tmux: a server, two windows, keys that are typed, and what is on the screen.
# needs: tmux
unset TMUX
export SHELL=/bin/sh ENV= PS1='$ ' LC_ALL=C.UTF-8
tmux() { command tmux -f /dev/null -S "$PWD/socket" "$@"; }
tmux new-session -d -x 80 -y 24 'sh'
tmux new-window 'touch up; sh -c "until [ -e on ]; do sleep 0.01; done; exit 3"; echo $? >ended'
until [ -e up ]; do sleep 0.01; done
tmux list-windows -F '#{window_index} #{window_width}x#{window_height}'
tmux send-keys -t :0 'stty size; echo typed > typed' Enter
until [ -s typed ]; do sleep 0.01; done
tmux send-keys -t :0 'sleep 600' Enter
until tmux list-panes -t :0 -F '#{pane_current_command}' | grep -q sleep; do sleep 0.01; done
tmux send-keys -t :0 C-c
tmux send-keys -t :0 'echo $? > status' Enter
until [ -s status ]; do sleep 0.01; done
cat status
touch on
until [ -s ended ]; do sleep 0.01; done
cat ended
tmux capture-pane -p -t :0 | grep -o '24 80'
server=$(tmux display-message -p '#{pid}')
tmux kill-server
while kill -0 "$server" 2>/dev/null && [ "$(ps -o stat= -p "$server" | cut -c 1)" != Z ]; do sleep 0.01; done
rm -f socket
