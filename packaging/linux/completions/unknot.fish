# fish completion for unknot
set -l verbs plan today export import backup restore doctor demo
complete -c unknot -f
complete -c unknot -s h -l help -d 'show what may be asked'
complete -c unknot -l data-dir -x -a '(__fish_complete_directories)' -d 'keep everything in this folder'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -l version -d 'show the version'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -l distance -d 'sessions fill the screen'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -l in-tray -d "begin in the system's tray"
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -l speed -x -d 'rehearse N times as fast'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs; or __fish_seen_subcommand_from plan" -l muscle -x -a 'gluteus-medius gluteus-minimus piriformis' -d 'this muscle'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs; or __fish_seen_subcommand_from plan" -l side -x -a 'left right' -d "the person's own left or right"
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a plan -d 'show the timeline of a session'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a today -d "show today's repetitions"
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a export -d 'write everything to a file'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a import -d 'take a file in; nothing is doubled'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a backup -d 'copy the whole record'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a restore -d 'put a copy in the place of the record'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a doctor -d 'look for what keeps Unknot from working'
complete -c unknot -n "not __fish_seen_subcommand_from $verbs" -a demo -d 'play a session at speed without a screen'
complete -c unknot -n '__fish_seen_subcommand_from plan' -l compression -x -d 'seconds of sustained compression'
complete -c unknot -n '__fish_seen_subcommand_from plan' -l spots -x -d 'how many spots'
complete -c unknot -n '__fish_seen_subcommand_from plan' -l techniques -x -a 'compression friction stripping' -d 'some of them, with commas'
complete -c unknot -n '__fish_seen_subcommand_from plan' -l lead-in -x -d 'seconds to get into position'
complete -c unknot -n '__fish_seen_subcommand_from plan today doctor' -l json -d 'for other programs'
complete -c unknot -n '__fish_seen_subcommand_from export import backup restore' -F
complete -c unknot -n '__fish_seen_subcommand_from demo' -l out -x -a '(__fish_complete_directories)' -d 'where the pictures go'
