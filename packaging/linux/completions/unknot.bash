# bash completion for unknot
_unknot() {
    local verbs="plan today export import backup restore doctor demo"
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb="" each options
    COMPREPLY=()
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ " $verbs " == *" $each "* ]] && verb=$each && break
    done
    case $before in
        --muscle) mapfile -t COMPREPLY < <(compgen -W "gluteus-medius gluteus-minimus piriformis" -- "$word"); return ;;
        --side) mapfile -t COMPREPLY < <(compgen -W "left right" -- "$word"); return ;;
        --techniques) mapfile -t COMPREPLY < <(compgen -W "compression friction stripping" -- "$word"); return ;;
        --data-dir | --out) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --speed | --compression | --spots | --lead-in) return ;;
    esac
    case $verb in
        plan) options="--help --data-dir --muscle --side --compression --spots --techniques --lead-in --json" ;;
        today | doctor) options="--help --data-dir --json" ;;
        export | import | backup | restore) options="--help --data-dir" ;;
        demo) options="--help --data-dir --out" ;;
        *) options="--help --version --data-dir --muscle --side --distance --in-tray --speed" ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ -z $verb ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$word")
    elif [[ $verb == export || $verb == import || $verb == backup || $verb == restore ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _unknot unknot
